import type { DoneRecords } from "../../core/operation/done";
import { noOutcomes, type OutcomeCounts } from "../../core/outcome";
import type { Problem } from "../../core/operation/types";
import type { RunStatus } from "./run-status";
import type { Sql } from "../database/database";
import type { MappingCursor } from "./mapping-cursors";
import { FREE, LeasedRows, RELEASED, takenBy } from "./leased-rows";

/**
 * firstImport: everything of the system into Dataverse, started by a person. scheduled: what changed on either side since the
 * last comparison. onDemand, reconcile: both sides compared as a whole, because a person asks, or because a day has passed.
 * undo: takes another run back.
 */
export const RUN_KINDS = ["firstImport", "scheduled", "onDemand", "reconcile", "undo"] as const;
export type RunKind = (typeof RUN_KINDS)[number];

/** Where the next comparison begins, kept with the run until it has ended well. */
export type NextCursor = Pick<MappingCursor, "deltaLink"> & { readonly systemSince: string };

export interface Run {
  readonly id: string;
  readonly environmentId: string;
  readonly connectionId: string;
  readonly mappingId: string;
  readonly kind: RunKind;
  readonly status: RunStatus;
  readonly correlationId: string;
  /** What it is doing; null for kinds that do one thing only, and at the very beginning. */
  readonly phase: string | null;
  /** Where it goes on within its phase (a first import: the system's next page); null at the beginning. */
  readonly cursor: string | null;
  readonly nextCursor: NextCursor | null;
  /** What attempts before this one have done beyond the cursor, and not counted yet, by external id. */
  readonly ahead: DoneRecords | null;
  /** An undo: the run it takes back. */
  readonly undoes: string | null;
  /** Person who asked for it; null when nobody did. */
  readonly askerId: string | null;
  /** Somebody wants it to stop. */
  readonly stopAsked: boolean;
  /** It was stopped, and goes on. */
  readonly continued: boolean;
  /** It has, or is about to have, a row in Dataverse. */
  readonly reported: boolean;
  readonly total: number | null;
  readonly counts: OutcomeCounts;
  /** Records that were synced, but with fields left out. */
  readonly warnings: number;
  /** Records among the skipped that need nobody. */
  readonly quiet: number;
  readonly requests: number;
  readonly throttled: number;
  readonly attempts: number;
  readonly problem: Problem | null;
  readonly startedOn: Date | null;
  readonly endedOn: Date | null;
  /** When it will have ended, as fast as it goes now; null while nobody can tell. */
  readonly endsOn: Date | null;
}

/** What a chunk adds to the run, saved together with the chunk's outcome. */
export interface Checkpoint {
  readonly phase?: string | null;
  readonly cursor: string | null;
  readonly nextCursor?: NextCursor | null;
  readonly total: number | null;
  readonly counts: OutcomeCounts;
  /** Records that were synced, but with fields left out. */
  readonly warnings: number;
  /** Records among the skipped that need nobody. */
  readonly quiet: number;
  readonly requests: number;
  readonly throttled: number;
  /** Milliseconds until it will have ended, as fast as it goes now; absent while nobody can tell. */
  readonly msLeft?: number;
}

export type NewRun = Pick<
  Run,
  "id" | "environmentId" | "connectionId" | "mappingId" | "kind" | "correlationId"
> &
  Partial<Pick<Run, "undoes" | "askerId">>;

const LEASED = new LeasedRows("run", ["id"], "ended_on is null");

const COLUMNS = `id, environment_id as "environmentId", connection_id as "connectionId", mapping_id as "mappingId", kind, status,
  correlation_id as "correlationId", phase, cursor, next_cursor as "nextCursor", ahead, undoes, asker_id as "askerId", reported, total, counts, warnings, quiet, requests, throttled, attempts, problem,
  started_on as "startedOn", ended_on as "endedOn", ends_on as "endsOn", stop_asked_on is not null as "stopAsked", continued_on is not null as "continued"`;

/** Runs of a mapping that belong together: of one kind only one is open, of undos one a run. */
const SAME = `environment_id = $1 and mapping_id = $2 and kind = $3 and undoes is not distinct from $4 and ended_on is null`;

/** Adds a run behind the mapping's others, or gives the one of its kind that is already waiting or under way. */
export async function addRun(
  sql: Sql,
  run: NewRun,
): Promise<{ readonly id: string; readonly added: boolean }> {
  const { environmentId, connectionId, mappingId, kind, correlationId, undoes = null, askerId = null } = run;
  const added = await sql.query<{ id: string }>(
    `insert into wave_sync.run (id, environment_id, connection_id, mapping_id, kind, status, correlation_id, counts, undoes, asker_id)
     values ($1, $2, $3, $4, $5, 'queued', $6, $7::jsonb, $8, $9)
     on conflict do nothing returning id`,
    [
      run.id,
      environmentId,
      connectionId,
      mappingId,
      kind,
      correlationId,
      JSON.stringify(noOutcomes()),
      undoes,
      askerId,
    ],
  );
  if (added[0]) return { id: run.id, added: true };
  const known = await sql.query<{ id: string }>(`select id from wave_sync.run where ${SAME}`, [
    environmentId,
    mappingId,
    kind,
    undoes,
  ]);
  return known[0] ? { id: known[0].id, added: false } : addRun(sql, run);
}

/** True while a run of the mapping waits or works. */
export async function hasOpenRun(sql: Sql, environmentId: string, mappingId: string): Promise<boolean> {
  const rows = await sql.query(
    "select id from wave_sync.run where environment_id = $1 and mapping_id = $2 and ended_on is null limit 1",
    [environmentId, mappingId],
  );
  return rows.length > 0;
}

export async function findRun(sql: Sql, id: string): Promise<Run | null> {
  const rows = await sql.query<Run>(`select ${COLUMNS} from wave_sync.run where id = $1`, [id]);
  return rows[0] ?? null;
}

export async function lastRun(sql: Sql, environmentId: string): Promise<Run | null> {
  const rows = await sql.query<Run>(
    `select ${COLUMNS} from wave_sync.run where environment_id = $1 order by created_on desc limit 1`,
    [environmentId],
  );
  return rows[0] ?? null;
}

/** In a where-clause over the table: the mapping's runs go one after the other, in the order they were asked for. */
const ITS_TURN = `not exists (select 1 from wave_sync.run earlier
  where earlier.environment_id = run.environment_id and earlier.mapping_id = run.mapping_id and earlier.ended_on is null
    and (earlier.created_on, earlier.id) < (run.created_on, run.id))`;
/** One that is to stop does nothing that others would have to wait for. */
const MAY_GO = `(stop_asked_on is not null or ${ITS_TURN})`;

/** Takes the run for `owner` if it is unfinished, its turn, and nobody works on it; null otherwise. */
export async function leaseRun(sql: Sql, id: string, owner: string): Promise<Run | null> {
  const rows = await sql.query<Run>(
    `update wave_sync.run set status = 'running', ${takenBy("$2")}, started_on = coalesce(started_on, now())
     where id = $1 and ended_on is null and ${FREE} and ${MAY_GO} returning ${COLUMNS}`,
    [id, owner],
  );
  return rows[0] ?? null;
}

/** A sign of life. `held` is false when somebody else has it by now; `isToStop`: somebody wants it to stop. */
export async function renewRun(
  sql: Sql,
  id: string,
  owner: string,
): Promise<{ readonly held: boolean; readonly isToStop: boolean }> {
  const row = await LEASED.renewReading<{ readonly isToStop: boolean }>(
    sql,
    [id],
    owner,
    `stop_asked_on is not null as "isToStop"`,
  );
  return { held: row !== null, isToStop: row?.isToStop ?? false };
}

/** Saves how far the run has come. Throws LeaseLostError when somebody else has it: nothing of the transaction may stay. */
export function checkpointRun(sql: Sql, id: string, owner: string, checkpoint: Checkpoint): Promise<void> {
  return LEASED.mustUpdate(
    sql,
    [id],
    owner,
    // Progress: whatever had stopped earlier attempts is over.
    `cursor = $1, total = $2, counts = $3::jsonb, requests = $4, throttled = $5, warnings = $6, phase = $7, next_cursor = $8::jsonb,
     quiet = $9, ends_on = now() + $10::float8 * interval '1 millisecond', attempts = 1`,
    [
      checkpoint.cursor,
      checkpoint.total,
      JSON.stringify(checkpoint.counts),
      checkpoint.requests,
      checkpoint.throttled,
      checkpoint.warnings,
      checkpoint.phase ?? null,
      checkpoint.nextCursor ? JSON.stringify(checkpoint.nextCursor) : null,
      checkpoint.quiet,
      checkpoint.msLeft ?? null,
    ],
  );
}

/** Remembers what became of records beyond the run's cursor, whoever has the run by now: they are done. */
export async function rememberAhead(sql: Sql, id: string, done: DoneRecords): Promise<void> {
  await sql.query(
    "update wave_sync.run set ahead = coalesce(ahead, '{}'::jsonb) || $2::jsonb where id = $1 and ended_on is null",
    [id, JSON.stringify(done)],
  );
}

/** The run's cursor has come past these records: what became of them is in its counts. */
export async function forgetAhead(sql: Sql, id: string, externalIds: readonly string[]): Promise<void> {
  await sql.query("update wave_sync.run set ahead = ahead - $2::text[] where id = $1", [
    id,
    [...externalIds],
  ]);
}

/** Throws LeaseLostError when somebody else has it. */
export function endRun(
  sql: Sql,
  id: string,
  owner: string,
  status: RunStatus,
  problem: Problem | null,
): Promise<void> {
  return LEASED.mustUpdate(
    sql,
    [id],
    owner,
    `status = $1, problem = $2::jsonb, ended_on = now(), ahead = null, ${RELEASED}`,
    [status, problem === null ? null : JSON.stringify(problem)],
  );
}

/** It gets a row in Dataverse: remembered first, so that the row is brought to an end whatever happens. */
export async function willReportRun(sql: Sql, id: string): Promise<void> {
  await sql.query("update wave_sync.run set reported = true where id = $1", [id]);
}

/** All that the run wrote has been taken back. */
export async function markUndone(sql: Sql, id: string): Promise<void> {
  await sql.query("update wave_sync.run set status = 'undone' where id = $1 and ended_on is not null", [id]);
}

/** Gives it back unfinished (the connector stops, or has to wait): `pauseMs` from now somebody may take it again. */
export function returnRun(sql: Sql, id: string, owner: string, pauseMs = 0): Promise<void> {
  return LEASED.giveBack(sql, [id], owner, pauseMs, ["status = 'queued'"]);
}

/** Unfinished runs nobody works on. */
export async function waitingRuns(
  sql: Sql,
): Promise<readonly { environmentId: string; id: string; lost: boolean }[]> {
  return sql.query(
    `select environment_id as "environmentId", id, lease_owner is not null as lost from wave_sync.run
     where ended_on is null and ${FREE} and ${MAY_GO}`,
  );
}

/** Wants a run to stop, whoever works on it, and whether it waits or not. False when it has ended. */
export async function askRunToStop(sql: Sql, id: string): Promise<boolean> {
  const rows = await sql.query(
    `update wave_sync.run set stop_asked_on = coalesce(stop_asked_on, now()), due_on = least(due_on, now())
     where id = $1 and ended_on is null returning id`,
    [id],
  );
  return rows.length > 0;
}

/**
 * Opens a run that was stopped, behind the mapping's others: it goes on where it stopped. False when it has not been stopped, or when
 * another of its kind is open.
 */
export async function reopenRun(sql: Sql, id: string, askerId: string): Promise<boolean> {
  const rows = await sql.query(
    `update wave_sync.run set status = 'queued', ended_on = null, problem = null, stop_asked_on = null, attempts = 0,
       asker_id = $2, created_on = now(), due_on = now(), continued_on = now()
     where id = $1 and status = 'canceled' and not exists (
       select 1 from wave_sync.run other where other.environment_id = run.environment_id and other.mapping_id = run.mapping_id
         and other.kind = run.kind and other.undoes is not distinct from run.undoes and other.ended_on is null)
     returning id`,
    [id, askerId],
  );
  return rows.length > 0;
}
