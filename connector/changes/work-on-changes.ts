import { randomUUID } from "node:crypto";
import { DataverseError } from "../dataverse/dataverse-error";
import { RequestCounter } from "../dataverse/request-counter";
import type { Logger } from "../logging/logger";
import { NotConnectedError } from "../environment/environments";
import { syncRecords } from "../pipeline/sync-records";
import { buildSync, CannotSyncError, chooseMapping } from "../pipeline/build/build-sync";
import { askedPause, problemOf, waitsForTheSystem } from "../pipeline/problems";
import { reportWaiting } from "../pipeline/report/report-waiting";
import type { Sync } from "../pipeline/sync";
import { SystemError } from "../systems/contract/system-error";
import { workUnderLease } from "../work/under-lease";
import type { WorkParts } from "../environment/work-parts";
import { backOff } from "../clock/back-off";
import type { CircuitBreaker } from "../work/circuit-breaker";
import {
  leaseChanges,
  leaseUntried,
  postponeChanges,
  renewChanges,
  type Change,
  type RecordName,
} from "../state/changes";
import { endChunk } from "./end-chunk";
import { BACK_OFF } from "./pauses";
import type { TakenWork } from "./change-workers";

/** Records done together: few enough to be quick, enough to make one request of many. */
const CHUNK_RECORDS = 100;
/** Longer than this Dataverse's limits are not waited for with records in hand. */
const PATIENCE_MS = 30_000;

export type ChangeParts = WorkParts & {
  /** Of this process; everybody who works on changes has the same one. */
  readonly breaker: CircuitBreaker;
};

/** Records taken to work on. */
export interface Chunk {
  readonly parts: ChangeParts;
  readonly environmentId: string;
  readonly owner: string;
  readonly changes: readonly Change[];
}

/**
 * Works off the records of an environment that were queued, until none is due or a side is away. Never throws: what could not be
 * done stays on the list. Any number of workers may do this at a time.
 */
export async function workOnChanges(parts: ChangeParts, environmentId: string): Promise<void> {
  for (;;) {
    const work = await takeChanges(parts, environmentId);
    if (!work || !(await work())) return;
  }
}

/** Takes records that are due: the next chunk, as work to be done at once. Null when there are none, or the connector stops. */
export async function takeChanges(parts: ChangeParts, environmentId: string): Promise<TakenWork | null> {
  if (parts.stopping.aborted) return null;
  const owner = `${parts.instanceId}/changes/${randomUUID()}`;
  const { breaker, database } = parts;
  const changes = await leaseChanges(database, environmentId, owner, CHUNK_RECORDS, breaker.openOnes());
  if (changes.length > 0) return () => workOnChunk({ parts, environmentId, owner, changes }, together);
  const away = breaker.openOnes("system");
  if (away.length === 0) return null;
  const untried = await leaseUntried(database, environmentId, owner, CHUNK_RECORDS, away);
  return untried.length === 0
    ? null
    : () => workOnChunk({ parts, environmentId, owner, changes: untried }, untilItIsBack);
}

/** False when there is no use in going on now. */
async function workOnChunk(
  chunk: Chunk,
  work: (chunk: Chunk, sync: Sync, changes: readonly Change[]) => Promise<boolean>,
): Promise<boolean> {
  const { environmentId, owner, parts, changes } = chunk;
  const { database, logger } = parts;
  return workUnderLease<boolean>(parts, {
    what: "queued records",
    owner,
    renew: () => renewChanges(database, environmentId, owner),
    giveBack: (pauseMs) => postponeChanges(database, environmentId, owner, changes, pauseMs),
    stopped: false,
    // Whoever has taken over does them.
    lost: async () => true,
    work: async (signal) => work(chunk, await syncFor(chunk, signal), changes),
    trouble: (cause) => postpone(chunk, cause, logger),
  });
}

async function syncFor(chunk: Chunk, signal: AbortSignal): Promise<Sync> {
  const { parts, environmentId, owner, changes } = chunk;
  const runtime = await parts.environments.get(environmentId);
  const counter = new RequestCounter();
  const { mappingId } = changes[0]!;
  const correlationId = correlationIdOf(chunk);
  return buildSync(
    {
      trigger: "event",
      runtime,
      database: parts.database,
      logger: parts.logger,
      clock: parts.clock,
      direction: "both",
      correlationId,
      counter,
      leaseOwner: owner,
      signal,
      patienceMs: PATIENCE_MS,
    },
    await chooseMapping(runtime, { mappingId }, { counter }),
  );
}

/** One event's id goes through to the writes; a chunk of several gets its own, and the log says which ones it stands for. */
function correlationIdOf({ environmentId, parts, changes }: Chunk): string {
  const ids = new Set(changes.map((change) => change.correlationId));
  const [only] = ids;
  if (ids.size === 1) return only!;
  const correlationId = randomUUID();
  // No more than a chunk has records, so the line stays short enough for every log.
  parts.logger.info("Records queued by several events are worked on together", {
    environmentId,
    mappingId: changes[0]!.mappingId,
    correlationId,
    correlationIds: [...ids].join(" "),
    records: changes.length,
  });
  return correlationId;
}

/** All at once; whatever is thrown about one of them holds up no other. */
async function together(chunk: Chunk, sync: Sync, changes: readonly Change[]): Promise<boolean> {
  const left = new Map(changes.map((change) => [change.name, change]));
  try {
    await syncRecords(sync, [...left.keys()], {
      saveToo: async (sql, results, names) => {
        await endChunk(
          sql,
          chunk,
          names.map((name) => left.get(name)!),
          results,
        );
        return () => names.forEach((name) => left.delete(name));
      },
    });
  } catch (error) {
    if (isSystemAway(error)) await reportThatTheyWait(chunk, sync, [...left.keys()]);
    throw error;
  }
  return true;
}

/** Their system was away a moment ago and is not asked now: their rows say so at once, and they wait with the others. */
async function untilItIsBack(chunk: Chunk, sync: Sync, changes: readonly Change[]): Promise<boolean> {
  const { environmentId, owner, parts } = chunk;
  const names = changes.map((change) => change.name);
  await reportThatTheyWait(chunk, sync, names);
  await postponeChanges(
    parts.database,
    environmentId,
    owner,
    changes,
    parts.breaker.restOf(changes[0]!.mappingId),
  );
  return true;
}

function isSystemAway(error: unknown): boolean {
  return error instanceof SystemError && waitsForTheSystem(error.code);
}

/** Says so on their rows. What cannot be said now is said by the next try. */
async function reportThatTheyWait({ parts }: Chunk, sync: Sync, names: readonly RecordName[]): Promise<void> {
  await reportWaiting(sync, names).catch((error: unknown) => {
    if (!(error instanceof DataverseError)) throw error;
    parts.logger.warn("Rows could not be said to wait", { code: error.code, httpStatus: error.status });
  });
}

/** Puts back on the list what is not done yet, with a pause that grows. */
async function postpone(
  { environmentId, owner, parts, changes }: Chunk,
  cause: unknown,
  logger: Logger,
): Promise<boolean> {
  const { database, metrics } = parts;
  const fields = { environmentId, mappingId: changes[0]?.mappingId, records: changes.length };
  const code =
    cause instanceof CannotSyncError
      ? cause.issue.code
      : cause instanceof NotConnectedError
        ? "NOT_CONNECTED"
        : (problemOf(cause, "write")?.code ?? "UNEXPECTED");
  // What an admin has to put right is looked at now and then; what passes, sooner.
  const fixed = cause instanceof CannotSyncError || cause instanceof NotConnectedError;
  logger.warn("Queued records wait", { ...fields, code, ...(code === "UNEXPECTED" ? { error: cause } : {}) });
  metrics.changes.inc({ result: "postponed" }, changes.length);
  if (!fixed && changes[0])
    parts.breaker.open(changes[0].mappingId, isSystemAway(cause) ? "system" : "dataverse", askedPause(cause));
  for (const attempts of new Set(changes.map((change) => change.attempts))) {
    const alike = changes.filter((change) => change.attempts === attempts);
    const pause = fixed ? BACK_OFF.longestMs : backOff(BACK_OFF, attempts, askedPause(cause));
    await postponeChanges(database, environmentId, owner, alike, pause);
  }
  return false;
}
