import type { Sql } from "../database/database";

/** A limit as the database counts it: so many requests in so many milliseconds. */
export interface CountedLimit {
  readonly key: string;
  readonly count: number;
  readonly perMs: number;
}

/** What a system said about a limit; what it did not say stays out. */
export interface ToldLimit {
  readonly limit?: number;
  readonly remaining?: number;
  readonly resetsInMs?: number;
  readonly closedForMs?: number;
}

/** Now, by the limit's time; `place`: of the parameter that says by how much it is ahead of the database's. */
const at = (place: number) => `(now() + $${place}::float8 * interval '1 millisecond')`;

/**
 * Takes one request of a limit, of which `share` (0 to 1) may be used.
 * @param aheadMs by how much the limit's time is ahead of the database's
 * @returns 0 when it is taken, else milliseconds until it is worth asking again
 */
export async function takeOne(
  sql: Sql,
  { key, count, perMs }: CountedLimit,
  share: number,
  aheadMs = 0,
): Promise<number> {
  const taken = await sql.query(
    `insert into wave_sync.budget as known (key, most, taken, resets_on)
       values ($1, $2, 1, ${at(5)} + $3 * interval '1 millisecond')
     on conflict (key) do update set
       taken = case when known.resets_on <= ${at(5)} then 1 else known.taken + 1 end,
       resets_on = case when known.resets_on <= ${at(5)} then excluded.resets_on else known.resets_on end
     where coalesce(known.closed_until, ${at(5)}) <= ${at(5)}
       and (known.resets_on <= ${at(5)} or known.taken < greatest(1, floor(known.most * $4::float8)))
     returning key`,
    [key, count, perMs, share, aheadMs],
  );
  if (taken.length > 0) return 0;
  const [row] = await sql.query<{ ms: number }>(
    `select (extract(epoch from greatest(closed_until, case when closed_until > ${at(2)} then null else resets_on end) - ${at(2)})
       * 1000)::float8 as ms from wave_sync.budget where key = $1`,
    [key, aheadMs],
  );
  // It may have opened in between.
  return Math.max(Math.ceil(row?.ms ?? 0), 1);
}

/**
 * Notes what a system said. Within the time we count in, answers that overtook each other never give back what was taken; where the system
 * counts in another, its own count holds.
 */
export async function noteTold(
  sql: Sql,
  { key, perMs }: CountedLimit,
  told: ToldLimit,
  aheadMs = 0,
): Promise<void> {
  await sql.query(
    `update wave_sync.budget as known set
       most = told.most,
       taken = case when told.used is null then known.taken
         when told.resets_on is null or abs(extract(epoch from told.resets_on - known.resets_on)) <= 2 then greatest(known.taken, told.used)
         else told.used end,
       resets_on = coalesce(told.resets_on, known.resets_on),
       closed_until = greatest(known.closed_until, ${at(7)} + $5::float8 * interval '1 millisecond')
     from (select coalesce($2::int, most) as most, coalesce($2::int, most) - $3::int as used,
         ${at(7)} + least($4::float8, $6::float8) * interval '1 millisecond' as resets_on
       from wave_sync.budget where key = $1) as told
     where known.key = $1`,
    [
      key,
      told.limit ?? null,
      told.remaining ?? null,
      told.resetsInMs ?? null,
      told.closedForMs ?? null,
      // A reset further away than the limit's own length is a mistake. Null stays null: least() passes over it.
      told.resetsInMs === undefined ? null : perMs,
      aheadMs,
    ],
  );
}
