import type { Side } from "../../core/merge/types";
import type { Database, Sql } from "../database/database";
import { keyOf, nameOf, type RecordName } from "./changes";

/** Which mapping's removals. */
export interface RemovalScope {
  readonly environmentId: string;
  readonly mappingId: string;
}

/** A record that was deleted on one side, before anything is done to the other. */
export interface Removal {
  readonly name: RecordName;
  readonly deletedIn: Side;
}

/** What may become of the other side: it goes, it waits for a person's answer, or it stays as a person has said. */
export type RemovalVerdict = "go" | "held" | "kept";

/** "At once" means within this time: events come one by one, however many were deleted with one click. */
const AT_ONCE = "1 hour";

/**
 * Says of every removal whether it may go on. Those that would be more than `limit` at once, with the ones before, wait all
 * together, and stay so until somebody answers. Asking again gives the same verdict, and counts once. Gives verdicts by
 * the key of the name.
 */
export async function judgeRemovals(
  database: Database,
  { environmentId, mappingId }: RemovalScope,
  removals: readonly Removal[],
  limit: number,
): Promise<ReadonlyMap<string, RemovalVerdict>> {
  return database.transaction(async (sql) => {
    // Two workers together may not do more than the limit either.
    await sql.query("select pg_advisory_xact_lock(hashtext($1))", [`${environmentId}/${mappingId}`]);
    const keys = removals.map(({ name }) => keyOf(name));
    const scope = [environmentId, mappingId] as const;
    const known = new Map(
      (
        await sql.query<{ key: string; state: string }>(
          `select record_key as key, state from wave_sync.removal where environment_id = $1 and mapping_id = $2
             and record_key = any($3::text[]) and (state <> 'done' or noted_on > now() - interval '${AT_ONCE}')`,
          [...scope, keys],
        )
      ).map(({ key, state }) => [key, state]),
    );
    // Those that wait count as well: what comes after them belongs to the same question.
    const [before] = await sql.query<{ count: number }>(
      `select count(*)::int as count from wave_sync.removal where environment_id = $1 and mapping_id = $2
         and (state = 'held' or (state = 'done' and noted_on > now() - interval '${AT_ONCE}'))`,
      scope,
    );
    const fresh = removals.filter(({ name }) => !known.has(keyOf(name)));
    const state = before!.count + fresh.length > limit ? "held" : "done";
    if (fresh.length > 0) await note(sql, scope, fresh, state);
    return new Map(keys.map((key) => [key, VERDICTS[known.get(key) ?? state]!]));
  });
}

const VERDICTS: Readonly<Record<string, RemovalVerdict>> = {
  done: "go",
  allowed: "go",
  held: "held",
  kept: "kept",
};

async function note(
  sql: Sql,
  scope: readonly [string, string],
  removals: readonly Removal[],
  state: "done" | "held",
): Promise<void> {
  const rows = removals.map(({ name, deletedIn }) => ({ key: keyOf(name), deletedIn }));
  await sql.query(
    `insert into wave_sync.removal (environment_id, mapping_id, record_key, deleted_in, state)
     select $1, $2, each->>'key', each->>'deletedIn', $3 from jsonb_array_elements($4::jsonb) as each
     on conflict (environment_id, mapping_id, record_key) do update
       set state = excluded.state, deleted_in = excluded.deleted_in, noted_on = now()`,
    [...scope, state, JSON.stringify(rows)],
  );
}

/** How many wait for an answer, by the side they were deleted on. */
export async function countHeld(
  sql: Sql,
  { environmentId, mappingId }: RemovalScope,
): Promise<Readonly<Record<Side, number>>> {
  const rows = await sql.query<{ side: Side; count: number }>(
    `select deleted_in as side, count(*)::int as count from wave_sync.removal
     where environment_id = $1 and mapping_id = $2 and state = 'held' group by deleted_in`,
    [environmentId, mappingId],
  );
  return { system: 0, dataverse: 0, ...Object.fromEntries(rows.map(({ side, count }) => [side, count])) };
}

/** A person's answer for all that wait: they may go, or the other side stays. Gives the records to look at again. */
export async function answerHeld(
  sql: Sql,
  { environmentId, mappingId }: RemovalScope,
  deletedIn: Side,
  answer: "allowed" | "kept",
): Promise<readonly RecordName[]> {
  const rows = await sql.query<{ key: string }>(
    `update wave_sync.removal set state = $4, noted_on = now()
     where environment_id = $1 and mapping_id = $2 and deleted_in = $3 and state = 'held' returning record_key as key`,
    [environmentId, mappingId, deletedIn, answer],
  );
  return rows.map(({ key }) => nameOf(key));
}
