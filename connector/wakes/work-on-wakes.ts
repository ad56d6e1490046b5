import { randomUUID } from "node:crypto";
import { DatabaseAwayError } from "../database/away-error";
import { RequestCounter } from "../dataverse/request-counter";
import type { Logger } from "../logging/logger";
import { NotConnectedError } from "../environment/environments";
import { bringTogether } from "../pipeline/bring-together";
import { buildSync, CannotSyncError, chooseMapping } from "../pipeline/build-sync";
import { concernsEverything, problemOf } from "../pipeline/problems";
import type { Sync } from "../pipeline/sync";
import { workUnderLease } from "../work/under-lease";
import { StoppingError } from "../work/stopping";
import type { WorkParts } from "../runs/parts";
import { LeaseLostError } from "../state/lease";
import { leaseWakes, postponeWakes, renewWakes, type Wake } from "../state/wakes";
import { breathersOf } from "./breather";
import { endChunk } from "./end-chunk";
import { askedPause, LONGEST_PAUSE_MS, pauseOf } from "./pauses";
import { tellUnexpected } from "./unexpected";
import type { TakenWork } from "./wake-workers";

/** Records done together: few enough to be quick, enough to make one request of many. */
const CHUNK_RECORDS = 100;
/** Longer than this Dataverse's limits are not waited for with records in hand. */
const PATIENCE_MS = 30_000;

/** Records taken to work on. */
export interface Chunk {
  readonly parts: WorkParts;
  readonly environmentId: string;
  readonly owner: string;
  readonly wakes: readonly Wake[];
}

/**
 * Works off the records of an environment that were woken, until none is due or a side is away. Never throws: what could not be
 * done stays on the list. Any number of workers may do this at a time.
 */
export async function workOnWakes(parts: WorkParts, environmentId: string): Promise<void> {
  for (;;) {
    const work = await takeWakes(parts, environmentId);
    if (!work || !(await work())) return;
  }
}

/** Takes records that are due: the next chunk, as work to be done at once. Null when there are none, or the connector stops. */
export async function takeWakes(parts: WorkParts, environmentId: string): Promise<TakenWork | null> {
  if (parts.stopping.aborted) return null;
  const owner = `${parts.instanceId}/wakes/${randomUUID()}`;
  const resting = breathersOf(parts).resting();
  const wakes = await leaseWakes(parts.database, environmentId, owner, CHUNK_RECORDS, resting);
  return wakes.length === 0 ? null : () => workOnChunk({ parts, environmentId, owner, wakes });
}

/** False when there is no use in going on now. */
async function workOnChunk(chunk: Chunk): Promise<boolean> {
  const { environmentId, owner, parts, wakes } = chunk;
  const { database, logger } = parts;
  return workUnderLease<boolean>(parts, {
    what: "woken records",
    owner,
    renew: () => renewWakes(database, environmentId, owner),
    giveBack: (pauseMs) => postponeWakes(database, environmentId, owner, wakes, pauseMs),
    stopped: false,
    // Whoever has taken over does them.
    lost: async () => true,
    work: async (signal) => together(chunk, await syncFor(chunk, signal), wakes),
    trouble: (cause) => postpone(chunk, cause, logger),
  });
}

async function syncFor(chunk: Chunk, signal: AbortSignal): Promise<Sync> {
  const { parts, environmentId, owner, wakes } = chunk;
  const runtime = await parts.environments.get(environmentId);
  const counter = new RequestCounter();
  const { mappingId } = wakes[0]!;
  const correlationId = correlationIdOf(chunk);
  return buildSync(
    {
      door: "event",
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
function correlationIdOf({ environmentId, parts, wakes }: Chunk): string {
  const ids = new Set(wakes.map((wake) => wake.correlationId));
  const [only] = ids;
  if (ids.size === 1) return only!;
  const correlationId = randomUUID();
  // No more than a chunk has records, so the line stays short enough for every log.
  parts.logger.info("Records woken by several events are worked on together", {
    environmentId,
    mappingId: wakes[0]!.mappingId,
    correlationId,
    correlationIds: [...ids].join(" "),
    records: wakes.length,
  });
  return correlationId;
}

/** All at once; where something unexpected comes up, one by one, so that one record's trouble holds up no other. */
async function together(chunk: Chunk, sync: Sync, wakes: readonly Wake[]): Promise<boolean> {
  try {
    await bringTogether(
      sync,
      wakes.map((wake) => wake.name),
      { saveToo: (sql, results) => endChunk(sql, chunk, wakes, results) },
    );
    return true;
  } catch (error) {
    if (sync.signal?.aborted) throw sync.signal.reason;
    if (!isUnexpected(error)) throw error;
    const [only] = wakes;
    if (wakes.length === 1) return tellUnexpected(chunk, sync, only!, error).then(() => true);
    sync.logger.warn("Woken records are done one by one", { correlationId: sync.correlationId, error });
    for (const wake of wakes) await together(chunk, { ...sync, correlationId: wake.correlationId }, [wake]);
    return true;
  }
}

/** Neither side's trouble, nor the connector's own ways of ending: a mistake, or something nobody thought of. */
function isUnexpected(error: unknown): boolean {
  if (error instanceof LeaseLostError || error instanceof StoppingError) return false;
  if (error instanceof DatabaseAwayError) return false;
  if (error instanceof CannotSyncError || error instanceof NotConnectedError) return false;
  const issue = problemOf(error, "write");
  return !issue || !concernsEverything(issue.code);
}

/** Puts back on the list what is not done yet, with a pause that grows. */
async function postpone(
  { environmentId, owner, parts, wakes }: Chunk,
  cause: unknown,
  logger: Logger,
): Promise<boolean> {
  const { database, metrics } = parts;
  const fields = { environmentId, mappingId: wakes[0]?.mappingId, records: wakes.length };
  const code =
    cause instanceof CannotSyncError
      ? cause.issue.code
      : cause instanceof NotConnectedError
        ? "NOT_CONNECTED"
        : (problemOf(cause, "write")?.code ?? "UNEXPECTED");
  // What an admin has to put right is looked at now and then; what passes, sooner.
  const fixed = cause instanceof CannotSyncError || cause instanceof NotConnectedError;
  logger.warn("Woken records wait", { ...fields, code, ...(code === "UNEXPECTED" ? { error: cause } : {}) });
  metrics.wakes.inc({ result: "postponed" }, wakes.length);
  if (!fixed && wakes[0]) breathersOf(parts).begin(wakes[0].mappingId, askedPause(cause));
  for (const attempts of new Set(wakes.map((wake) => wake.attempts))) {
    const alike = wakes.filter((wake) => wake.attempts === attempts);
    const pause = fixed ? LONGEST_PAUSE_MS : pauseOf(attempts, cause);
    await postponeWakes(database, environmentId, owner, alike, pause);
  }
  return false;
}
