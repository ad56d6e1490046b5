import { noOutcomes, type OutcomeCounts } from "../../core/outcome";
import type { Problem } from "../../core/operation/types";
import type { RunStatus } from "../admin/types";
import type { Sql } from "../database/database";
import { LEASE_END, LeaseLostError, NOT_PAUSED } from "./lease";

export interface Run {
  readonly id: string;
  readonly environmentId: string;
  readonly connectionId: string;
  readonly mappingId: string;
  readonly kind: "firstImport";
  readonly status: RunStatus;
  readonly correlationId: string;
  /** The system's cursor of the next page; null at the very beginning. */
  readonly cursor: string | null;
  readonly total: number | null;
  readonly counts: OutcomeCounts;
  /** Fields left out although they should have been written. */
  readonly warnings: number;
  readonly requests: number;
  readonly throttled: number;
  readonly attempts: number;
  readonly problem: Problem | null;
  readonly startedOn: Date | null;
  readonly endedOn: Date | null;
}

/** What a chunk adds to the run, saved together with the chunk's outcome. */
export interface Checkpoint {
  readonly cursor: string | null;
  readonly total: number | null;
  readonly counts: OutcomeCounts;
  /** Fields left out although they should have been written. */
  readonly warnings: number;
  readonly requests: number;
  readonly throttled: number;
}

export type NewRun = Pick<
  Run,
  "id" | "environmentId" | "connectionId" | "mappingId" | "kind" | "correlationId"
>;

const COLUMNS = `id, environment_id as "environmentId", connection_id as "connectionId", mapping_id as "mappingId", kind, status,
  correlation_id as "correlationId", cursor, total, counts, warnings, requests, throttled, attempts, problem,
  started_on as "startedOn", ended_on as "endedOn"`;

/** Adds a run, or gives the one that is already under way for the mapping. */
export async function addRun(
  sql: Sql,
  run: NewRun,
): Promise<{ readonly id: string; readonly added: boolean }> {
  const added = await sql.query<{ id: string }>(
    `insert into wave_sync.run (id, environment_id, connection_id, mapping_id, kind, status, correlation_id, counts)
     values ($1, $2, $3, $4, $5, 'queued', $6, $7::jsonb)
     on conflict (environment_id, mapping_id) where ended_on is null do nothing returning id`,
    [
      run.id,
      run.environmentId,
      run.connectionId,
      run.mappingId,
      run.kind,
      run.correlationId,
      JSON.stringify(noOutcomes()),
    ],
  );
  if (added[0]) return { id: run.id, added: true };
  const known = await sql.query<{ id: string }>(
    "select id from wave_sync.run where environment_id = $1 and mapping_id = $2 and ended_on is null",
    [run.environmentId, run.mappingId],
  );
  return known[0] ? { id: known[0].id, added: false } : addRun(sql, run);
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

/** Takes the run for `owner` if it is unfinished and nobody works on it; null otherwise. */
export async function leaseRun(sql: Sql, id: string, owner: string): Promise<Run | null> {
  const rows = await sql.query<Run>(
    `update wave_sync.run set status = 'running', lease_owner = $2, lease_until = ${LEASE_END}, attempts = attempts + 1,
       started_on = coalesce(started_on, now())
     where id = $1 and ended_on is null and (lease_until is null or lease_until < now()) and ${NOT_PAUSED} returning ${COLUMNS}`,
    [id, owner],
  );
  return rows[0] ?? null;
}

export async function renewRun(sql: Sql, id: string, owner: string): Promise<boolean> {
  const rows = await sql.query(
    `update wave_sync.run set lease_until = ${LEASE_END} where id = $1 and lease_owner = $2 and ended_on is null returning id`,
    [id, owner],
  );
  return rows.length > 0;
}

/** Saves how far the run has come. Throws LeaseLostError when somebody else has it: nothing of the transaction may stay. */
export async function checkpointRun(
  sql: Sql,
  id: string,
  owner: string,
  checkpoint: Checkpoint,
): Promise<void> {
  const rows = await sql.query(
    // Progress: whatever had stopped earlier attempts is over.
    `update wave_sync.run set cursor = $3, total = $4, counts = $5::jsonb, requests = $6, throttled = $7, warnings = $8, attempts = 1
     where id = $1 and lease_owner = $2 and ended_on is null returning id`,
    [
      id,
      owner,
      checkpoint.cursor,
      checkpoint.total,
      JSON.stringify(checkpoint.counts),
      checkpoint.requests,
      checkpoint.throttled,
      checkpoint.warnings,
    ],
  );
  if (rows.length === 0) throw new LeaseLostError(`run ${id}`);
}

export async function endRun(
  sql: Sql,
  id: string,
  owner: string,
  status: RunStatus,
  problem: Problem | null,
): Promise<void> {
  const rows = await sql.query(
    `update wave_sync.run set status = $3, problem = $4::jsonb, ended_on = now(), lease_owner = null, lease_until = null
     where id = $1 and lease_owner = $2 and ended_on is null returning id`,
    [id, owner, status, problem === null ? null : JSON.stringify(problem)],
  );
  if (rows.length === 0) throw new LeaseLostError(`run ${id}`);
}

/** Gives it back unfinished (the connector stops, or has to wait): `pauseMs` from now somebody may take it again. */
export async function returnRun(sql: Sql, id: string, owner: string, pauseMs = 0): Promise<void> {
  await sql.query(
    `update wave_sync.run set status = 'queued', lease_owner = null,
       lease_until = case when $3 > 0 then now() + $3 * interval '1 millisecond' end
     where id = $1 and lease_owner = $2 and ended_on is null`,
    [id, owner, pauseMs],
  );
}

/** Unfinished runs nobody works on. */
export async function waitingRuns(
  sql: Sql,
): Promise<readonly { environmentId: string; id: string; lost: boolean }[]> {
  return sql.query(
    `select environment_id as "environmentId", id, lease_owner is not null as lost from wave_sync.run
     where ended_on is null and (lease_until is null or lease_until < now()) and ${NOT_PAUSED}`,
  );
}
