import { randomUUID } from "node:crypto";
import { totalOf } from "../../core/operation/counts";
import type { IssueRef } from "../../core/plan/types";
import { backOff, type BackOff } from "../clock/back-off";
import { DatabaseAwayError } from "../database/away-error";
import { RequestCounter } from "../dataverse/request-counter";
import type { DataverseCall } from "../dataverse/call";
import { DataverseError } from "../dataverse/dataverse-error";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { NotConnectedError } from "../environment/environments";
import { CannotSyncError } from "../pipeline/build/build-sync";
import { noticeColumns } from "../pipeline/write/columns-changed";
import { askedPause, concernsEverything, problemOf } from "../pipeline/problems";
import { workUnderLease } from "../work/under-lease";
import { LeaseLostError } from "../state/lease";
import { needsSignIn } from "../state/environments";
import { journalCounts } from "../state/journal";
import { endRun, findRun, leaseRun, renewRun, returnRun, willReportRun } from "../state/runs";
import type { Run, RunKind } from "../state/runs";
import { compare } from "./compare/compare";
import type { RunEnding } from "./ending";
import { finish, inWords, open, reportAgain } from "./finish";
import { firstImport } from "./first-import";
import type { WorkParts } from "../environment/work-parts";
import { reportProgress } from "./run-row";
import { progressOf, RunStoppedError, type RunWork } from "./run-work";
import { isOfMail, logMailboxes } from "./mail/log-mailboxes";
import { undo } from "./undo";

/** What each kind of run does. */
const WORK: Readonly<Record<RunKind, (work: RunWork) => Promise<RunEnding>>> = {
  firstImport,
  scheduled: compare,
  onDemand: compare,
  reconcile: compare,
  undo,
};

/** Mail is logged one way, whatever asked for it. */
async function workFor(work: RunWork): Promise<RunEnding> {
  const { kind } = work.run;
  return kind !== "undo" && (await isOfMail(work)) ? logMailboxes(work) : WORK[kind](work);
}

/** Attempts without getting any further, before a run that keeps meeting trouble is given up: about ten minutes. */
const MAX_ATTEMPTS = 12;
const BACK_OFF: BackOff = { firstMs: 2_000, longestMs: 60_000 };

/** Works on a run if nobody else does: to its end, to trouble worth waiting for, or until the connector stops. */
export async function workOnRun(parts: WorkParts, runId: string): Promise<void> {
  const { database, stops } = parts;
  const owner = `${parts.instanceId}/run/${runId}/${randomUUID()}`;
  const run = await leaseRun(database, runId, owner);
  if (!run) return;
  // What was wanted of an earlier part of a run that goes on now is over.
  if (!run.stopAsked) stops.forget(runId);
  const logger = parts.logger.with({
    runId,
    environmentId: run.environmentId,
    correlationId: run.correlationId,
  });
  const counter = new RequestCounter();
  let runtime: EnvironmentRuntime | undefined;
  parts.metrics.runsActive.inc();
  logger.info("Run begins", { attempt: run.attempts, kind: run.kind });
  try {
    await workUnderLease<void>(
      { ...parts, logger },
      {
        what: `run ${runId}`,
        owner,
        renew: async () => {
          const { held, isToStop } = await renewRun(database, runId, owner);
          if (isToStop) stops.want(runId);
          return held;
        },
        giveBack: (pauseMs) => returnRun(database, runId, owner, pauseMs),
        stopped: undefined,
        lost: () => correctRow(parts, runtime, runId, logger),
        trouble: (cause) => giveUpOrWait(parts, runtime, run, owner, counter, cause, logger),
        work: async (signal) => {
          const found = (runtime = await parts.environments.get(run.environmentId));
          if (run.stopAsked) throw new RunStoppedError();
          const ending = await noticeColumns({ runtime: found, logger }, () =>
            workFor({
              parts: { ...parts, logger },
              runtime: found,
              run,
              owner,
              signal,
              counter,
              stopIfAsked: () => {
                if (stops.isWanted(run.id)) throw new RunStoppedError();
              },
              ...telling(parts, found, run, { counter, signal, priority: "ending" }),
            }),
          );
          await finish(parts, found, run, owner, ending);
          logger.info("Run ends", { kind: run.kind, requests: ending.progress.requests });
        },
      },
    );
  } finally {
    stops.forget(runId);
    parts.metrics.runsActive.dec();
  }
}

function telling(
  { clock, database }: WorkParts,
  runtime: EnvironmentRuntime,
  run: Run,
  call: DataverseCall,
): Pick<RunWork, "begin" | "tell"> {
  let begun: Promise<void> | undefined;
  return {
    begin: () =>
      (begun ??= willReportRun(database, run.id).then(() => open(runtime, run, progressOf(run), call))),
    tell: (progress) => reportProgress(runtime.client, run, progress, clock.now(), call),
  };
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
  const stopped = cause instanceof RunStoppedError;
  const failed: IssueRef = stopped ? { code: "RUN_STOPPED" } : issueOf(cause);
  if (failed.code === "NEEDS_SIGN_IN" && (await needsSignIn(parts.database, run.environmentId))) {
    // Nobody takes it before somebody has signed in; then it goes on from its checkpoint.
    logger.warn("Run waits for a sign-in", { code: failed.code });
    return returnRun(parts.database, run.id, owner);
  }
  if (isWorthWaiting(failed, cause) && run.attempts < MAX_ATTEMPTS) {
    const pause = backOff(BACK_OFF, run.attempts, askedPause(cause));
    logger.warn("Run waits", { code: failed.code, waitMs: pause, attempt: run.attempts });
    return returnRun(parts.database, run.id, owner, pause);
  }
  const reached = (await findRun(parts.database, run.id)) ?? run;
  const counts = await countsOfFailed(parts.database, reached);
  const issue = stopped ? stoppedAt(reached, counts) : failed;
  if (stopped) logger.info("Run stopped", { kind: run.kind });
  else logger.error("Run failed", { code: issue.code, error: cause });
  const status = stopped ? "canceled" : "failed";
  const progress = {
    ...progressOf(reached),
    counts,
    requests: run.requests + counter.sent,
    throttled: run.throttled + counter.throttled,
  };
  if (!runtime) return endRun(parts.database, run.id, owner, status, await inWords(undefined, run, issue));
  try {
    await finish(parts, runtime, run, owner, { progress, expected: progress.total }, issue);
  } catch (error) {
    if (error instanceof LeaseLostError) return correctRow(parts, runtime, run.id, logger);
    if (error instanceof DatabaseAwayError) throw error;
    // Its row would say for ever that it is running: it goes on once Dataverse, or our own database, is there again.
    if (!(error instanceof DataverseError) || concernsEverything(error.issueCode("write")))
      return returnRun(parts.database, run.id, owner, BACK_OFF.longestMs);
    // Dataverse takes no word of it: at least we know.
    await endRun(parts.database, run.id, owner, status, await inWords(runtime, run, issue));
  }
}

/** "1,200 of 6,000": what was done stays, and can be taken back. */
function stoppedAt({ total }: Run, counts: Run["counts"]): IssueRef {
  const done = totalOf(counts);
  return { code: "RUN_STOPPED", params: { done, total: Math.max(total ?? 0, done) } };
}

/** What a run did counts, also what lay beyond its last checkpoint: as much as its journal could take back. */
async function countsOfFailed(database: WorkParts["database"], run: Run): Promise<Run["counts"]> {
  const { created, updated } = await journalCounts(database, run.environmentId, run.id);
  const { counts } = run;
  return {
    ...counts,
    created: Math.max(counts.created, created),
    updated: Math.max(counts.updated, updated),
  };
}

/** A worker that stood still may have told of its run after somebody else had ended it: then the row is put right. */
async function correctRow(
  { database }: WorkParts,
  runtime: EnvironmentRuntime | undefined,
  runId: string,
  logger: WorkParts["logger"],
): Promise<void> {
  const run = await findRun(database, runId);
  if (!runtime || !run?.reported || run.endedOn === null) return;
  await reportAgain(runtime, run).catch((error: unknown) =>
    logger.warn("The end of a run could not be told again", { error }),
  );
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
