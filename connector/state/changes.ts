import type { Sql } from "../database/database";
import { dueIn, FREE, LeasedRows, RELEASED, takenBy } from "./leased-rows";

/** What made us look: an event, a comparison, an earlier try that has to be repeated, or a person. */
export type ChangeReason = "event" | "reconcile" | "retry" | "person";

/** One side of a record: what is known of it when it is queued. The other side is found by reading. */
export type RecordName = { readonly externalId: string } | { readonly rowId: string };

export interface NewChange {
  readonly environmentId: string;
  readonly mappingId: string;
  readonly why: ChangeReason;
  readonly correlationId: string;
  readonly names: readonly RecordName[];
}

export interface Change {
  readonly mappingId: string;
  readonly name: RecordName;
  readonly why: ChangeReason;
  readonly correlationId: string;
  /** Counts events; if it has grown when the work is done, there is more to do. */
  readonly version: number;
  readonly attempts: number;
  readonly queuedOn: Date;
}

/** One worker takes many: they are known by whose they are. */
const LEASED = new LeasedRows("change", ["environment_id"]);

/** How a record is written down on the list. */
export const keyOf = (name: RecordName): string =>
  "externalId" in name ? `external:${name.externalId}` : `row:${name.rowId.toLowerCase()}`;

/** The other way round. */
export function nameOf(key: string): RecordName {
  const at = key.indexOf(":");
  const id = key.slice(at + 1);
  return key.slice(0, at) === "external" ? { externalId: id } : { rowId: id };
}

/** Puts records on the list, durably once the transaction is. A record that is on it already is looked at once. */
export function queueChange(sql: Sql, wanted: NewChange): Promise<void> {
  return queueChanges(sql, [wanted]);
}

/** As {@link queueChange}, for many at once: one statement. */
export async function queueChanges(sql: Sql, wanted: readonly NewChange[]): Promise<void> {
  const rows = new Map<string, object>();
  for (const { names, environmentId, mappingId, why, correlationId } of wanted) {
    for (const key of names.map(keyOf))
      rows.set(`${environmentId}/${mappingId}/${key}`, { environmentId, mappingId, key, why, correlationId });
  }
  if (rows.size === 0) return;
  // In one order for everybody, so that two statements never wait for each other in a circle.
  const sorted = [...rows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
  await sql.query(
    `insert into wave_sync.change as known (environment_id, mapping_id, record_key, why, correlation_id)
     select (each->>'environmentId')::uuid, (each->>'mappingId')::uuid, each->>'key', each->>'why', each->>'correlationId'
     from jsonb_array_elements($1::jsonb) as each
     on conflict (environment_id, mapping_id, record_key) do update
       set version = known.version + 1, why = excluded.why, correlation_id = excluded.correlation_id, attempts = 0, due_on = now()`,
    [JSON.stringify(sorted)],
  );
}

/** Takes up to `limit` due records of one mapping, none of the mappings `away`, for `owner`, the longest waiting first. */
export function leaseChanges(
  sql: Sql,
  environmentId: string,
  owner: string,
  limit: number,
  away: readonly string[] = [],
): Promise<readonly Change[]> {
  return lease(sql, environmentId, owner, limit, "not (mapping_id = any($4::uuid[]))", away);
}

/** As {@link leaseChanges}, the other way round: records of the mappings `away` that nobody has taken yet. */
export function leaseUntried(
  sql: Sql,
  environmentId: string,
  owner: string,
  limit: number,
  away: readonly string[],
): Promise<readonly Change[]> {
  return lease(sql, environmentId, owner, limit, "attempts = 0 and mapping_id = any($4::uuid[])", away);
}

async function lease(
  sql: Sql,
  environmentId: string,
  owner: string,
  limit: number,
  wanted: string,
  mappings: readonly string[],
): Promise<readonly Change[]> {
  const rows = await sql.query<Omit<Change, "name"> & { key: string }>(
    `with free as (
       select mapping_id, record_key from wave_sync.change
       where environment_id = $1 and ${FREE} and ${wanted}
         and mapping_id = (select mapping_id from wave_sync.change
           where environment_id = $1 and ${FREE} and ${wanted}
           order by due_on, record_key limit 1)
       order by due_on, record_key limit $3 for update skip locked)
     update wave_sync.change as taken set ${takenBy("$2")} from free where taken.environment_id = $1 and taken.mapping_id = free.mapping_id and taken.record_key = free.record_key
     returning taken.mapping_id as "mappingId", taken.record_key as key, taken.why, taken.correlation_id as "correlationId",
       taken.version, taken.attempts, taken.queued_on as "queuedOn"`,
    [environmentId, owner, limit, [...mappings]],
  );
  return rows.map(({ key, ...row }) => ({ ...row, name: nameOf(key) }));
}

export function renewChanges(sql: Sql, environmentId: string, owner: string): Promise<boolean> {
  return LEASED.renew(sql, [environmentId], owner);
}

/** In a where-clause over the list: these records ($3), as long as `owner` ($2) has them. */
const THESE = `queued.environment_id = $1 and queued.lease_owner = $2 and queued.mapping_id = (each->>'mappingId')::uuid
  and queued.record_key = each->>'key'`;
/** They were not queued again meanwhile. */
const UNCHANGED = "queued.version = (each->>'version')::int";

const written = (changes: readonly Change[]): string =>
  JSON.stringify(changes.map(({ mappingId, name, version }) => ({ mappingId, key: keyOf(name), version })));

/** They are done. One that was queued again meanwhile stays on the list. Belongs into the transaction of the outcome. */
export async function endChanges(
  sql: Sql,
  environmentId: string,
  owner: string,
  changes: readonly Change[],
): Promise<void> {
  if (changes.length === 0) return;
  const ended = await sql.query(
    `delete from wave_sync.change as queued using jsonb_array_elements($3::jsonb) as each
     where ${THESE} and ${UNCHANGED} returning queued.record_key`,
    [environmentId, owner, written(changes)],
  );
  if (ended.length < changes.length) await postponeChanges(sql, environmentId, owner, changes, 0);
}

/** They are to be tried again, `pauseMs` from now; at once, when they were queued meanwhile. */
export async function postponeChanges(
  sql: Sql,
  environmentId: string,
  owner: string,
  changes: readonly Change[],
  pauseMs: number,
): Promise<void> {
  if (changes.length === 0) return;
  await sql.query(
    `update wave_sync.change as queued set ${RELEASED}, ${dueIn(`case when ${UNCHANGED} then $4::float8 else 0 end`)}
     from jsonb_array_elements($3::jsonb) as each where ${THESE}`,
    [environmentId, owner, written(changes), pauseMs],
  );
}

/** Environments with due records nobody works on. */
export async function environmentsWithChanges(sql: Sql): Promise<readonly string[]> {
  const rows = await sql.query<{ environment_id: string }>(
    `select distinct environment_id from wave_sync.change where ${FREE}`,
  );
  return rows.map((row) => row.environment_id);
}

/** How many records wait, due or not. */
export async function waitingChanges(sql: Sql, environmentId: string): Promise<number> {
  const rows = await sql.query<{ waiting: number }>(
    "select count(*)::int as waiting from wave_sync.change where environment_id = $1",
    [environmentId],
  );
  return rows[0]!.waiting;
}
