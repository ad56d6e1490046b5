import { randomUUID } from "node:crypto";
import type { IssueRef } from "../../core/plan/types";
import type { Problem } from "../../core/operation/types";
import { describe } from "../../core/issues/describe";
import { languageOf } from "../../core/issues/languages";
import { runVerdict } from "../../core/operation/run-verdict";
import { RequestCounter } from "../dataverse/request-counter";
import { DataverseError } from "../dataverse/dataverse-error";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { NotConnectedError } from "../environment/environments";
import { CannotSyncError } from "../pipeline/build-sync";
import { concernsEverything, problemOf } from "../pipeline/problems";
import { timestamp } from "../pipeline/sync";
import { keepLease } from "../queue/heartbeat";
import { StoppingError } from "../queue/stopping";
import { LeaseLostError } from "../state/lease";
import { needsSignIn } from "../state/environments";
import { releaseRecords, renewRecordLeases } from "../state/record-leases";
import {
  checkpointRun,
  endRun,
  findRun,
  leaseRun,
  renewRun,
  returnRun,
  type Checkpoint,
  type Run,
} from "../state/runs";
import { SystemError } from "../systems/system-error";
import { firstImport, progressOf } from "./first-import";
import type { WorkParts } from "./parts";
import { tellRun } from "./run-row";

/** Attempts without getting any further, before a run that keeps meeting trouble is given up: about ten minutes. */
const MAX_ATTEMPTS = 12;
const FIRST_PAUSE_MS = 2_000;
const LONGEST_PAUSE_MS = 60_000;

/** Works on a run if nobody else does: to its end, to trouble worth waiting for, or until the connector stops. */
export async function workOnRun(parts: WorkParts, runId: string): Promise<void> {
  const { database } = parts;
  const owner = `${parts.instanceId}/run/${runId}/${randomUUID()}`;
  const run = await leaseRun(database, runId, owner);
  if (!run) return;
  const logger = parts.logger.with({
    runId,
    environmentId: run.environmentId,
    correlationId: run.correlationId,
  });
  const beat = keepLease(
    `run ${runId}`,
    async () => {
      await renewRecordLeases(database, owner);
      return renewRun(database, runId, owner);
    },
    parts.stopping,
    parts.clock,
  );
  parts.metrics.runsActive.inc();
  logger.info("Run begins", { attempt: run.attempts, kind: run.kind });
  const counter = new RequestCounter();
  let runtime: EnvironmentRuntime | undefined;
  try {
    runtime = await parts.environments.get(run.environmentId);
    const { progress } = await firstImport({
      parts: { ...parts, logger },
      runtime,
      run,
      owner,
      signal: beat.signal,
      counter,
    });
    await finish(parts, runtime, run, owner, progress);
    logger.info("Run ends", { requests: progress.requests });
  } catch (error) {
    const cause = beat.signal.aborted ? beat.signal.reason : error;
    await giveUpOrWait(parts, runtime, run, owner, counter, cause, logger);
  } finally {
    beat.end();
    parts.metrics.runsActive.dec();
    await releaseRecords(database, owner);
  }
}

async function finish(
  parts: WorkParts,
  runtime: EnvironmentRuntime,
  run: Run,
  owner: string,
  progress: Checkpoint,
  stoppedBy?: IssueRef,
): Promise<void> {
  const { counts, total, warnings } = progress;
  const { verdict, issue } = runVerdict({
    counts,
    expected: total,
    warnings,
    ...(stoppedBy ? { stoppedBy } : {}),
  });
  const problem = issue ? await inWords(runtime, run, issue) : null;
  // Counted before it is sent, so that the row tells the truth about itself.
  const last = { ...progress, requests: progress.requests + 1 };
  await checkpointRun(parts.database, run.id, owner, last);
  await tellRun(
    runtime.client,
    run,
    (await runtime.configuredMappings()).find((each) => each.id === run.mappingId)?.name ?? run.kind,
    { status: verdict, progress: last, endedOn: timestamp(parts.clock), ...(problem ? { problem } : {}) },
    { priority: "bulk", patienceMs: LONGEST_PAUSE_MS },
  );
  await endRun(parts.database, run.id, owner, verdict, problem);
}

async function inWords(runtime: EnvironmentRuntime | undefined, run: Run, issue: IssueRef): Promise<Problem> {
  const system = runtime?.connections.get(run.connectionId)?.adapter.system;
  const language = languageOf(await runtime?.language().catch(() => undefined));
  const { code, message, nextStep } = describe(issue, language, {
    correlationId: run.correlationId,
    ...(system ? { system } : {}),
  });
  return { code, message, nextStep };
}

async function giveUpOrWait(
  parts: WorkParts,
  runtime: EnvironmentRuntime | undefined,
  run: Run,
  owner: string,
  counter: RequestCounter,
  cause: unknown,
  logger: WorkParts["logger"],
): Promise<void> {
  if (cause instanceof LeaseLostError) return logger.warn("Run was taken over by another worker");
  if (cause instanceof StoppingError) return returnRun(parts.database, run.id, owner);
  const issue = issueOf(cause);
  if (issue.code === "NEEDS_SIGN_IN" && (await needsSignIn(parts.database, run.environmentId))) {
    // Nobody takes it before somebody has signed in; then it goes on from its checkpoint.
    logger.warn("Run waits for a sign-in", { code: issue.code });
    return returnRun(parts.database, run.id, owner);
  }
  if (isWorthWaiting(issue, cause) && run.attempts < MAX_ATTEMPTS) {
    const pause = pauseOf(run.attempts, cause);
    logger.warn("Run waits", { code: issue.code, waitMs: pause, attempt: run.attempts });
    return returnRun(parts.database, run.id, owner, pause);
  }
  logger.error("Run failed", { code: issue.code, error: cause });
  const reached = (await findRun(parts.database, run.id)) ?? run;
  const progress = {
    ...progressOf(reached),
    requests: run.requests + counter.sent,
    throttled: run.throttled + counter.throttled,
  };
  if (!runtime) return endRun(parts.database, run.id, owner, "failed", await inWords(undefined, run, issue));
  try {
    await finish(parts, runtime, run, owner, progress, issue);
  } catch {
    // Dataverse cannot be told: at least we know.
    await endRun(parts.database, run.id, owner, "failed", await inWords(runtime, run, issue));
  }
}

function issueOf(cause: unknown): IssueRef {
  if (cause instanceof CannotSyncError) return cause.issue;
  if (cause instanceof NotConnectedError) return { code: "NOT_CONNECTED" };
  return problemOf(cause, "write") ?? { code: "UNEXPECTED" };
}

/** Trouble that passes without anybody doing anything. A refused key or sign-in does not. */
function isWorthWaiting(issue: IssueRef, cause: unknown): boolean {
  if (issue.code === "SYSTEM_REFUSED" || issue.code === "NEEDS_SIGN_IN") return false;
  if (cause instanceof CannotSyncError) return false;
  return concernsEverything(issue.code);
}

function pauseOf(attempts: number, cause: unknown): number {
  const asked =
    cause instanceof SystemError || cause instanceof DataverseError ? cause.retryAfterMs : undefined;
  return Math.max(asked ?? 0, Math.min(FIRST_PAUSE_MS * 2 ** (attempts - 1), LONGEST_PAUSE_MS));
}
