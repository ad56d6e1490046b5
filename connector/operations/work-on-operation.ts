import { randomUUID } from "node:crypto";
import { countOutcomes, totalOf } from "../../core/operation/counts";
import { describe } from "../../core/issues/describe";
import { languageOf } from "../../core/issues/languages";
import type { OperationResult, Problem } from "../../core/operation/types";
import type { IssueRef } from "../../core/plan/types";
import { RequestCounter } from "../dataverse/request-counter";
import type { EnvironmentRuntime } from "../environment/environment-runtime";
import { buildSync, CannotSyncError, chooseMapping } from "../pipeline/build-sync";
import { problemOf } from "../pipeline/problems";
import { keepLease } from "../queue/heartbeat";
import { StoppingError } from "../queue/stopping";
import type { WorkParts } from "../runs/parts";
import { LeaseLostError } from "../state/lease";
import {
  endOperation,
  leaseOperation,
  renewOperation,
  returnOperation,
  type Operation,
} from "../state/operations";
import { needsSignIn } from "../state/environments";
import { releaseRecords, renewRecordLeases } from "../state/record-leases";
import { OperationRow, OperationTakenError } from "./operation-row";
import { perform } from "./perform";

/** A person waits: longer than this Dataverse's limits are not waited for. */
const PATIENCE_MS = 30_000;
/** Attempts in all, when Dataverse is away or the connector dies on the way. */
const MAX_ATTEMPTS = 5;

interface End {
  readonly result: OperationResult;
  readonly issue?: IssueRef;
  readonly connectionId: string | null;
}

/** Works on an operation if nobody else does. Never throws: what goes wrong is told to the person who asked. */
export async function workOnOperation(parts: WorkParts, environmentId: string, id: string): Promise<void> {
  const { database, metrics } = parts;
  const owner = `${parts.instanceId}/operation/${id}/${randomUUID()}`;
  const operation = await leaseOperation(database, environmentId, id, owner);
  if (!operation) return;
  const logger = parts.logger.with({
    operationId: id,
    environmentId,
    correlationId: operation.correlationId,
  });
  const beat = keepLease(
    `operation ${id}`,
    async () => {
      await renewRecordLeases(database, owner);
      return renewOperation(database, environmentId, id, owner);
    },
    parts.stopping,
    parts.clock,
  );
  const done = metrics.operations.startTimer({ kind: operation.kind });
  try {
    // Attempts that ended without a word: whatever it is, it takes the connector down with it.
    if (operation.attempts > MAX_ATTEMPTS)
      return await giveUp(parts, operation, owner, { code: "UNEXPECTED" });
    const runtime = await parts.environments.get(environmentId);
    const status = await carryOut(parts, runtime, operation, owner, beat.signal);
    await endOperation(database, environmentId, id, owner, status);
    done({ status });
    logger.info("Operation ends", {
      kind: operation.kind,
      status,
      records: operation.request.recordIds.length,
    });
  } catch (error) {
    const cause = beat.signal.aborted ? beat.signal.reason : error;
    const code = problemOf(cause, "write")?.code ?? "UNEXPECTED";
    logger.error("Operation stopped", {
      kind: operation.kind,
      code,
      error: cause,
      attempt: operation.attempts,
    });
    const waits = code === "NEEDS_SIGN_IN" && (await needsSignIn(database, environmentId));
    if (cause instanceof StoppingError || waits) await returnOperation(database, environmentId, id, owner);
    // Its lease runs out, and the sweeper tries again: what was done already is found done.
    else if (cause instanceof OperationTakenError)
      await endOperation(database, environmentId, id, owner, "failed");
    else if (!(cause instanceof LeaseLostError) && operation.attempts >= MAX_ATTEMPTS) {
      await giveUp(parts, operation, owner, problemOf(cause, "write") ?? { code: "UNEXPECTED" });
    }
  } finally {
    beat.end();
    await releaseRecords(database, owner);
  }
}

/** Ends an operation that cannot be carried out, and says so in its row if that can be reached at all. */
async function giveUp(parts: WorkParts, operation: Operation, owner: string, issue: IssueRef): Promise<void> {
  const { environmentId, id } = operation;
  await endOperation(parts.database, environmentId, id, owner, "failed");
  try {
    const runtime = await parts.environments.get(environmentId);
    const end = failedAs(operation, issue);
    const row = new OperationRow(runtime.client, operation, { patienceMs: PATIENCE_MS });
    await row.finish({ ...end, succeeded: false, problem: problemToTell(runtime, operation, end) });
  } catch (error) {
    parts.logger.warn("An operation's end could not be told", { operationId: id, environmentId, error });
  }
}

async function carryOut(
  parts: WorkParts,
  runtime: EnvironmentRuntime,
  operation: Operation,
  owner: string,
  signal: AbortSignal,
): Promise<"succeeded" | "failed"> {
  const { refusal } = operation.request;
  const counter = new RequestCounter();
  const row = new OperationRow(runtime.client, operation, {
    counter,
    signal,
    priority: "interactive",
    patienceMs: PATIENCE_MS,
  });
  // While the row is created, the work begins; nothing is told before it is there.
  const opened = row.open();
  opened.catch(() => {});
  const end = refusal
    ? failedAs(operation, refusal)
    : await attempt(parts, runtime, operation, owner, signal, counter, async (count) => {
        await opened;
        await row.progress(count);
      });
  await opened;
  const problem = problemToTell(runtime, operation, end);
  const succeeded = end.issue === undefined && end.result.counts.failed < totalOf(end.result.counts);
  await row.finish({ ...end, succeeded, problem });
  for (const { outcome } of end.result.records) {
    parts.metrics.records.inc({ environment: operation.environmentId, door: operation.kind, outcome });
  }
  return succeeded ? "succeeded" : "failed";
}

async function attempt(
  parts: WorkParts,
  runtime: EnvironmentRuntime,
  operation: Operation,
  owner: string,
  signal: AbortSignal,
  counter: RequestCounter,
  progress: (done: number) => Promise<void>,
): Promise<End> {
  const { kind, request, askerId, correlationId } = operation;
  let connectionId: string | null = null;
  try {
    const configured = await chooseMapping(runtime, request, { counter });
    connectionId = configured.connectionId;
    const sync = await buildSync(
      {
        door: kind,
        runtime,
        database: parts.database,
        clock: parts.clock,
        logger: parts.logger,
        direction:
          kind === "push" ? "toSystem" : kind === "pull" ? "toDataverse" : (request.direction ?? "both"),
        ...(request.manual ? { manual: request.manual } : {}),
        correlationId,
        counter,
        asUser: askerId,
        leaseOwner: owner,
        ...(request.language ? { labelsIn: request.language } : {}),
        signal,
        patienceMs: PATIENCE_MS,
      },
      configured,
    );
    return { result: await perform(sync, request.recordIds, request.language, progress), connectionId };
  } catch (error) {
    if (signal.aborted || error instanceof OperationTakenError || error instanceof LeaseLostError)
      throw error;
    const issue = error instanceof CannotSyncError ? error.issue : problemOf(error, "write");
    if (!issue)
      parts.logger.error("Operation met something unexpected", {
        operationId: operation.id,
        correlationId,
        error,
      });
    return { ...failedAs(operation, issue ?? { code: "UNEXPECTED" }), connectionId };
  }
}

function failedAs(operation: Operation, issue: IssueRef): End {
  const records = operation.request.recordIds.map((recordId) => ({ recordId, outcome: "failed" as const }));
  return { result: { version: 1, counts: countOutcomes(records), records }, issue, connectionId: null };
}

/** The operation's own problem; or that of its one record. */
function problemToTell(
  runtime: EnvironmentRuntime,
  operation: Operation,
  { issue, result, connectionId }: End,
): Problem | null {
  if (!issue) return (result.records.length === 1 ? result.records[0]?.problem : undefined) ?? null;
  const connection = connectionId ?? operation.request.connectionId ?? [...runtime.connections.keys()][0];
  const system = connection ? runtime.connections.get(connection)?.adapter.system : undefined;
  const { code, message, nextStep } = describe(issue, languageOf(operation.request.language), {
    correlationId: operation.correlationId,
    ...(system ? { system } : {}),
  });
  return { code, message, nextStep };
}
