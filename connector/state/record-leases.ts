import { fnv1a64 } from "../../core/sync/fnv";
import { systemClock, type Clock } from "../clock/clock";
import type { Sql } from "../database/database";
import { LEASE_END, LEASE_SECONDS, LeaseLostError } from "./lease";

/** How long to wait before asking again for a record somebody else works on. */
const ASK_AGAIN_MS = 100;

/** The names a record goes by: both of its sides, so that whoever comes from either meets the other here. */
export const recordKeys = {
  row: (table: string, id: string) => `row/${table}/${id.toLowerCase()}`,
  external: (connectionId: string, object: string, id: string) => `ext/${connectionId}/${object}/${id}`,
  /** What a record that is not there yet would be recognised by, whichever system it is of. */
  likeness: (table: string, key: string) => `like/${table}/${fnv1a64(key)}`,
};

/** In a where-clause over a lease: nobody has shown a sign of life for it in time. */
const ABANDONED = `held.until < now() and not exists (
  select 1 from wave_sync.lease_holder holder where holder.owner = held.owner and holder.until >= now())`;

/** Takes what is free among `keys`; gives those now held by `owner`. */
export async function leaseRecords(
  sql: Sql,
  environmentId: string,
  keys: readonly string[],
  owner: string,
): Promise<ReadonlySet<string>> {
  if (keys.length === 0) return new Set();
  const rows = await sql.query<{ record_key: string }>(
    // In one order for everybody, so that two statements never wait for each other in a circle.
    `insert into wave_sync.record_lease as held (environment_id, record_key, owner, until)
     select $1, key, $3, ${LEASE_END} from unnest($2::text[]) as wanted(key) order by key
     on conflict (environment_id, record_key) do update set owner = excluded.owner, until = excluded.until
       where held.owner = excluded.owner or (${ABANDONED})
     returning record_key`,
    [environmentId, [...new Set(keys)], owner],
  );
  return new Set(rows.map((row) => row.record_key));
}

/** Takes all of `keys`, waiting for those that others hold. Throws what `signal` was aborted with. */
export async function leaseAllRecords(
  sql: Sql,
  environmentId: string,
  keys: readonly string[],
  owner: string,
  signal?: AbortSignal,
  clock: Clock = systemClock,
): Promise<void> {
  let missing = keys;
  for (;;) {
    const held = await leaseRecords(sql, environmentId, missing, owner);
    missing = missing.filter((key) => !held.has(key));
    if (missing.length === 0) return;
    signal?.throwIfAborted();
    await clock.sleep(ASK_AGAIN_MS, signal);
  }
}

/**
 * In a statement over an environment ($1): `owner` (a parameter) still holds all of `keys` (another). Whoever stood still and was
 * replaced writes nothing any more.
 */
export function stillHeld(keys: string, owner: string): string {
  return `(select count(*) from wave_sync.record_lease
    where environment_id = $1 and record_key = any(${keys}::text[]) and owner = ${owner}) = cardinality(${keys}::text[])`;
}

/**
 * Gives records back that `owner` still holds, all of them, and throws where it does not. The last statement of the transaction that
 * saves what was done under them: nothing is saved by whoever was replaced, and whoever waits finds a record as it was saved.
 */
export async function giveBackRecords(
  sql: Sql,
  environmentId: string,
  keys: readonly string[],
  owner: string,
): Promise<void> {
  const wanted = [...new Set(keys)];
  const rows = await sql.query(
    // In the order of those who take, so that two statements never wait for each other in a circle.
    `with mine as (
       select record_key from wave_sync.record_lease
       where environment_id = $1 and record_key = any($2::text[]) and owner = $3 order by record_key for update)
     delete from wave_sync.record_lease as held using mine
     where held.environment_id = $1 and held.record_key = mine.record_key returning held.record_key`,
    [environmentId, wanted, owner],
  );
  if (rows.length !== wanted.length) throw new LeaseLostError("a record");
}

/** All that `owner` holds stays its own: one row says so, however many records it is. */
export async function renewRecordLeases(sql: Sql, owner: string): Promise<void> {
  await sql.query(
    `insert into wave_sync.lease_holder (owner, until) values ($1, ${LEASE_END})
     on conflict (owner) do update set until = excluded.until`,
    [owner],
  );
}

/** Gives back what `owner` holds: some, or all. */
export async function releaseRecords(sql: Sql, owner: string, keys?: readonly string[]): Promise<void> {
  await sql.query(
    "delete from wave_sync.record_lease where owner = $1 and ($2::text[] is null or record_key = any($2::text[]))",
    [owner, keys ? [...keys] : null],
  );
  if (!keys) await sql.query("delete from wave_sync.lease_holder where owner = $1", [owner]);
}

/** Forgets leases that ended long ago: nobody waits for them. */
export async function forgetAbandonedLeases(sql: Sql): Promise<void> {
  const long = `interval '${10 * LEASE_SECONDS} seconds'`;
  await sql.query(`delete from wave_sync.record_lease held where until < now() - ${long} and ${ABANDONED}`);
  await sql.query(`delete from wave_sync.lease_holder where until < now() - ${long}`);
}
