import { randomUUID } from "node:crypto";
import type { OperationKind } from "../../core/operation/types";
import type { IssueRef } from "../../core/plan/types";
import { DatabaseAwayError } from "../database/away-error";
import { RequestCounter } from "../dataverse/request-counter";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { CannotSyncError } from "../pipeline/build/build-sync";
import { concernsEverything, problemOf } from "../pipeline/problems";
import { workUnderLease } from "../work/under-lease";
import { needsSignIn } from "../state/environments";
import { LeaseLostError } from "../state/lease";
import {
  endOperation,
  isRefused,
  leaseOperation,
  renewOperation,
  returnOperation,
  type Operation,
} from "../state/operations";
import { failedAs, problemToReport, type End, type Job, type Later, type OperationParts } from "./job";
import { describeConnections } from "./describe";
import { doMail } from "./mail/do-mail";
import { doneBefore, withDone } from "./done";
import { OperationRow } from "./operation-row";
import { proven } from "./prove";
import { doRecords } from "./records";
import { resolveIssue } from "./resolve/resolve-issue";
import { doSetup } from "./setup/do-setup";
import { startRun } from "./start-run";
import { undoRun } from "./undo-run";
import { isWatching } from "./watch-runs";

/** A person waits: longer than this Dataverse's limits are not waited for. */
const PATIENCE_MS = 30_000;
/** Attempts in all, when Dataverse is away or the connector dies on the way. */
const MAX_ATTEMPTS = 5;
/** An operation whose end could not be told is tried again after so long, */
const AGAIN_AFTER_MS = 60_000;
/** and ends untold after so long: whoever asked looks no more. */
const TOLD_WITHIN_MS = 24 * 60 * 60_000;

const KINDS: { readonly [K in OperationKind]: (job: Job<K>) => Promise<End | Later> } = {
  push: doRecords,
  pull: doRecords,
  preview: doRecords,
  startRun,
  undoRun,
  resolve: resolveIssue,
  describe: describeConnections,
  mail: doMail,
  setup: doSetup,
};

/**
 * Works on an operation if nobody else does. Never throws: what goes wrong is told to the person who asked.
 * @returns false when Dataverse knows of nobody who asked for it
 */
export async function workOnOperation(
  parts: OperationParts,
  environmentId: string,
  id: string,
): Promise<boolean> {
  const { database, metrics } = parts;
  const owner = `${parts.instanceId}/operation/${id}/${randomUUID()}`;
  const leased = await leaseOperation(database, environmentId, id, owner);
  if (!leased) return true;
  let operation: Operation = leased;
  const done = doneBefore(leased);
  const { kind } = operation;
  const logger = parts.logger.with({
    operationId: id,
    environmentId,
    correlationId: operation.correlationId,
  });
  const timed = metrics.operations.startTimer({ kind });
  return workUnderLease<boolean>(
    { ...parts, logger },
    {
      what: `operation ${id}`,
      owner,
      renew: () => renewOperation(database, environmentId, id, owner),
      giveBack: (pauseMs) => returnOperation(database, environmentId, id, owner, pauseMs),
      stopped: true,
      lost: async () => true,
      work: async (signal) => {
        // Attempts that ended without a word: whatever it is, it takes the connector down with it.
        if (operation.attempts > MAX_ATTEMPTS) {
          await giveUp(parts, operation, owner, done, { code: "UNEXPECTED" });
          return true;
        }
        const runtime = await parts.environments.get(environmentId);
        const call = { signal, priority: "interactive" as const, patienceMs: PATIENCE_MS };
        // What an admin has changed by now, a pause above all, holds for whoever asks now; read while we learn who that is.
        runtime.configuredMappings(call, 0).catch(() => {});
        const asked = await proven(parts, runtime.client, leased, owner, call);
        if (!asked) {
          logger.warn("Nobody has asked for this operation in Dataverse", { kind });
          await endOperation(database, environmentId, id, owner, "failed");
          return false;
        }
        operation = asked.operation;
        const row = new OperationRow(runtime.client, operation, call, parts.clock);
        // Taken over from somebody who died, or stood still: it may have been ended, and only we do not know yet.
        const isFirst = asked.etag !== undefined || isWatching(operation);
        const { ended, etag } = isFirst ? { ended: null, etag: asked.etag } : await row.read();
        if (ended) {
          await endOperation(database, environmentId, id, owner, ended);
          return true;
        }
        const end = await carryOut(parts, runtime, operation, owner, done, signal, etag);
        if ("againInMs" in end) {
          await returnOperation(database, environmentId, id, owner, end.againInMs);
          return true;
        }
        const status = end.succeeded ? "succeeded" : "failed";
        await endOperation(database, environmentId, id, owner, status);
        timed({ status });
        logger.info("Operation ends", { kind, status, records: end.result.records.length });
        return true;
      },
      trouble: async (cause) => {
        const problem = problemOf(cause, "write") ?? { code: "UNEXPECTED" as const };
        const { code } = problem;
        logger.error("Operation stopped", { kind, code, error: cause, attempt: operation.attempts });
        if (code === "NEEDS_SIGN_IN" && (await needsSignIn(database, environmentId)))
          await returnOperation(database, environmentId, id, owner);
        else if (operation.attempts >= MAX_ATTEMPTS) await giveUp(parts, operation, owner, done, problem);
        // Else its lease runs out, and the sweeper tries again: what was done already is found done.
        return true;
      },
    },
  );
}

/**
 * Ends an operation that cannot be carried out, and says so in its row. While Dataverse is away it stays open, so that its row
 * does not say for ever that it is running; once Dataverse is there again, it may even be carried out.
 */
async function giveUp(
  parts: OperationParts,
  operation: Operation,
  owner: string,
  done: Job["done"],
  issue: IssueRef,
): Promise<void> {
  const { environmentId, id } = operation;
  // In a row nobody is known to have created for this, nothing is written.
  if (!operation.proven) {
    await endOperation(parts.database, environmentId, id, owner, "failed");
    return;
  }
  try {
    const runtime = await parts.environments.get(environmentId);
    const end = withDone(failedAs(operation, issue), done);
    const row = new OperationRow(runtime.client, operation, { patienceMs: PATIENCE_MS }, parts.clock);
    await row.finish(end, problemToReport(runtime, operation, end));
  } catch (error) {
    if (error instanceof DatabaseAwayError) throw error;
    parts.logger.warn("An operation's end could not be told", { operationId: id, environmentId, error });
    const code = problemOf(error, "write")?.code;
    const old = parts.clock.now().getTime() - operation.takenOn.getTime() > TOLD_WITHIN_MS;
    if (!old && code !== undefined && concernsEverything(code))
      return returnOperation(parts.database, environmentId, id, owner, AGAIN_AFTER_MS);
  }
  await endOperation(parts.database, environmentId, id, owner, "failed");
}

async function carryOut(
  parts: OperationParts,
  runtime: EnvironmentRuntime,
  operation: Operation,
  owner: string,
  done: Job["done"],
  signal: AbortSignal,
  etag: string | undefined,
): Promise<End | Later> {
  const counter = new RequestCounter();
  const call = { counter, signal, priority: "interactive" as const, patienceMs: PATIENCE_MS };
  const row = new OperationRow(runtime.client, operation, call, parts.clock);
  // While the row says so, the work begins.
  const opened = isWatching(operation) ? Promise.resolve() : row.begin(etag);
  opened.catch(() => {});
  let connectionId: string | null = null;
  const job = {
    ...{ parts, runtime, operation, owner, done, signal, counter, patienceMs: PATIENCE_MS },
    opened: () => opened,
    progress: (news) => row.progress(news),
    about: (id) => void (connectionId = id),
  } as Job;
  const came = isRefused(operation)
    ? failedAs(operation, operation.request.refusal)
    : await attempt(job, operation, signal, () => connectionId);
  await opened;
  if ("againInMs" in came) return came;
  const end = withDone(came, done);
  await row.finish(end, problemToReport(runtime, operation, end));
  // Of a run that is looked at, records are shown; nothing has become of them.
  const records = "mode" in operation.request ? [] : end.result.records;
  for (const { outcome } of records) {
    parts.metrics.records.inc({ environment: operation.environmentId, trigger: operation.kind, outcome });
  }
  return end;
}

async function attempt(
  job: Job,
  operation: Operation,
  signal: AbortSignal,
  connectionId: () => string | null,
): Promise<End | Later> {
  const { logger } = job.parts;
  try {
    // The kind says what the request holds, which the compiler cannot follow through the table.
    return await (KINDS[operation.kind] as (job: Job) => Promise<End | Later>)(job);
  } catch (error) {
    if (signal.aborted || error instanceof LeaseLostError) throw error;
    // It is done once our own database is there again.
    if (error instanceof DatabaseAwayError) throw error;
    const issue = error instanceof CannotSyncError ? error.issue : problemOf(error, "write");
    if (!issue) {
      const { id: operationId, correlationId } = operation;
      logger.error("Operation met something unexpected", { operationId, correlationId, error });
    }
    return failedAs(operation, issue ?? { code: "UNEXPECTED" }, connectionId());
  }
}
