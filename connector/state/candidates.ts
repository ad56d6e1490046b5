import { fnv1a64 } from "../../core/sync/fnv";
import type { Sql } from "../database/database";

/** One list: all records of an object of a system, or all rows of a table, as one connection's match rules see them. */
export interface ListScope {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly object: string;
}

/** How far a list has come. */
export interface ListState {
  /** Which reading of the whole it is. */
  readonly listing: number;
  /** The page to read next; null at the beginning. */
  readonly cursor: string | null;
  /** All has been read in this listing. */
  readonly isWhole: boolean;
  /** From where changes are read; null until all has been read once. */
  readonly since: string | null;
  /** The same, once this listing is whole. */
  readonly nextSince: string | null;
  /** Milliseconds since a page of it was read last. */
  readonly readMsAgo: number;
}

/** What is kept of one record or row. */
export interface Candidate {
  readonly id: string;
  /** What it is recognised by: the place of the match rule, and its key there. */
  readonly keys: readonly CandidateKey[];
  /** A document of whoever lists: values, and what else is needed of it. */
  readonly held: object;
}

export type CandidateKey = readonly [rule: number, key: string];

const COLUMNS = `listing, cursor, is_whole as "isWhole", since, next_since as "nextSince",
  (extract(epoch from now() - read_on) * 1000)::float8 as "readMsAgo"`;
const SCOPE = "environment_id = $1 and connection_id = $2 and object = $3";
const scoped = ({ environmentId, connectionId, object }: ListScope) => [environmentId, connectionId, object];

/** The list, begun anew where it was made with other rules. Belongs into a transaction. */
export async function openList(sql: Sql, scope: ListScope, madeWith: string): Promise<ListState> {
  const [added] = await sql.query<ListState>(
    `insert into wave_sync.candidate_list as known (environment_id, connection_id, object, made_with) values ($1, $2, $3, $4)
     on conflict (environment_id, connection_id, object) do update
       set made_with = excluded.made_with, listing = known.listing + 1, cursor = null, is_whole = false, since = null, next_since = null
       where known.made_with <> excluded.made_with
     returning ${COLUMNS}`,
    [...scoped(scope), madeWith],
  );
  if (!added) return (await findList(sql, scope))!;
  await sql.query(`delete from wave_sync.candidate where ${SCOPE}`, scoped(scope));
  return added;
}

export async function findList(sql: Sql, scope: ListScope): Promise<ListState | null> {
  const [found] = await sql.query<ListState>(
    `select ${COLUMNS} from wave_sync.candidate_list where ${SCOPE}`,
    scoped(scope),
  );
  return found ?? null;
}

/** Begins to read all of it anew; what is known stays until that is done. @param nextSince where changes begin once it is */
export async function beginListing(sql: Sql, scope: ListScope, nextSince: string | null): Promise<void> {
  await sql.query(
    `update wave_sync.candidate_list set listing = listing + 1, cursor = null, is_whole = false, next_since = $4, read_on = now()
     where ${SCOPE}`,
    [...scoped(scope), nextSince],
  );
}

/**
 * A page of the whole: what is on it, and where the next one begins (null: that was the last). False, and nothing is changed, when
 * somebody else has read it meanwhile. Belongs into a transaction.
 * @param since where changes begin, where only the last page tells
 */
export async function addPage(
  sql: Sql,
  scope: ListScope,
  at: ListState,
  page: {
    readonly candidates: readonly Candidate[];
    readonly next: string | null;
    readonly since?: string | null;
  },
): Promise<boolean> {
  const whole = page.next === null;
  const moved = await sql.query(
    `update wave_sync.candidate_list set cursor = $6, is_whole = $7, read_on = now(),
       since = case when $7 then coalesce($8, next_since) else since end
     where ${SCOPE} and listing = $4 and not is_whole and cursor is not distinct from $5 returning 1 as one`,
    [...scoped(scope), at.listing, at.cursor, page.next, whole, page.since ?? null],
  );
  if (moved.length === 0) return false;
  await saveCandidates(sql, scope, at.listing, page.candidates);
  if (whole)
    await sql.query(`delete from wave_sync.candidate where ${SCOPE} and listing < $4`, [
      ...scoped(scope),
      at.listing,
    ]);
  return true;
}

/** What changed since: as it is now, and what is gone. Belongs into a transaction. */
export async function addChanges(
  sql: Sql,
  scope: ListScope,
  changes: {
    readonly candidates: readonly Candidate[];
    readonly gone: readonly string[];
    readonly since: string;
  },
): Promise<void> {
  const [list] = await sql.query<{ listing: number }>(
    `update wave_sync.candidate_list set since = $4, read_on = now() where ${SCOPE} returning listing`,
    [...scoped(scope), changes.since],
  );
  if (!list) return;
  await saveCandidates(sql, scope, list.listing, changes.candidates);
  await dropCandidates(sql, scope, changes.gone);
}

/** Takes in records as they are now, where there is such a list. */
export async function noteCandidates(
  sql: Sql,
  scope: ListScope,
  candidates: readonly Candidate[],
): Promise<void> {
  const list = candidates.length > 0 ? await findList(sql, scope) : null;
  if (list) await saveCandidates(sql, scope, list.listing, candidates);
}

async function saveCandidates(
  sql: Sql,
  scope: ListScope,
  listing: number,
  candidates: readonly Candidate[],
): Promise<void> {
  if (candidates.length === 0) return;
  const rows = [...new Map(candidates.map((each) => [each.id, each])).values()].map(({ id, keys, held }) => ({
    id,
    keys: keys.map((key) => hashOf(scope, key)),
    held,
  }));
  await sql.query(
    `insert into wave_sync.candidate (environment_id, connection_id, object, id, keys, held, listing)
     select $1, $2, $3, each->>'id', array(select jsonb_array_elements_text(each->'keys')::bigint), each->'held', $4
     from jsonb_array_elements($5::jsonb) as each
     on conflict (environment_id, connection_id, object, id) do update
       set keys = excluded.keys, held = excluded.held, listing = excluded.listing`,
    [...scoped(scope), listing, JSON.stringify(rows)],
  );
}

/** They are gone. */
export async function dropCandidates(sql: Sql, scope: ListScope, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  await sql.query(`delete from wave_sync.candidate where ${SCOPE} and id = any($4::text[])`, [
    ...scoped(scope),
    [...ids],
  ]);
}

/** Those that have one of these keys, by key; in a fixed order. */
export async function candidatesByKey<T extends object>(
  sql: Sql,
  scope: ListScope,
  keys: readonly CandidateKey[],
): Promise<(key: CandidateKey) => readonly { readonly id: string; readonly held: T }[]> {
  const hashes = [...new Set(keys.map((key) => hashOf(scope, key)))];
  const byHash = new Map<string, { readonly id: string; readonly held: T }[]>();
  if (hashes.length > 0) {
    // Key by key: for "any of these" the planner expects so many that it reads the whole list.
    const found = await sql.query<{ id: string; held: T; keys: readonly string[] }>(
      `select distinct on (id) id, held, keys::text[] as keys
       from unnest($4::bigint[]) as wanted (key) join wave_sync.candidate on keys @> array[wanted.key]
       where ${SCOPE} order by id`,
      [...scoped(scope), hashes],
    );
    for (const { id, held, keys: own } of found)
      for (const hash of own) byHash.set(hash, [...(byHash.get(hash) ?? []), { id, held }]);
  }
  return (key) => byHash.get(hashOf(scope, key)) ?? [];
}

export async function candidatesById<T extends object>(
  sql: Sql,
  scope: ListScope,
  ids: readonly string[],
): Promise<readonly { readonly id: string; readonly held: T }[]> {
  if (ids.length === 0) return [];
  return sql.query(`select id, held from wave_sync.candidate where ${SCOPE} and id = any($4::text[])`, [
    ...scoped(scope),
    [...ids],
  ]);
}

/** A bigint as text. Two of the same hash are rare, and whoever is found is compared once more. */
function hashOf({ connectionId, object }: ListScope, [rule, key]: CandidateKey): string {
  return BigInt.asIntN(64, BigInt(`0x${fnv1a64(`${connectionId}\n${object}\n${rule}\n${key}`)}`)).toString();
}
