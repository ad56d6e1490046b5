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

/** What is known of a limit after some of it was taken. */
export interface TakenLimit {
  /** How many requests were taken: 0 when there are none. */
  readonly granted: number;
  /** Where none were: milliseconds until it is worth asking again. */
  readonly waitMs: number;
  /** How many requests the limit has, and how many of them are taken. */
  readonly most: number;
  readonly taken: number;
  /** Milliseconds until it begins anew. */
  readonly resetsInMs: number;
}

/** Part of what is left that may be taken at once: nobody else is to wait for what one does not use. */
const AT_ONCE = 0.1;

/**
 * Takes a request of a limit, of which `share` (0 to 1) may be used; several where much is left of it.
 * @param wanted how many at most
 * @param aheadMs by how much the limit's time is ahead of the database's
 */
export async function takeSome(
  sql: Sql,
  { key, count, perMs }: CountedLimit,
  share: number,
  wanted: number,
  aheadMs = 0,
): Promise<TakenLimit> {
  const now = at(6);
  const before = `case when known.resets_on <= ${now} then 0 else known.taken end`;
  const free = `(greatest(1, floor(known.most * $4::float8)) - ${before})`;
  const granted = `least($5::int, greatest(1, floor(${free} * ${AT_ONCE}))::int)`;
  const [taken] = await sql.query<Omit<TakenLimit, "waitMs">>(
    `insert into wave_sync.budget as known (key, most, taken, granted, resets_on)
       values ($1, $2, 1, 1, ${now} + $3 * interval '1 millisecond')
     on conflict (key) do update set
       taken = ${before} + ${granted},
       granted = ${granted},
       resets_on = case when known.resets_on <= ${now} then excluded.resets_on else known.resets_on end
     where coalesce(known.closed_until, ${now}) <= ${now} and ${free} >= 1
     returning granted, most, taken, (extract(epoch from resets_on - ${now}) * 1000)::float8 as "resetsInMs"`,
    [key, count, perMs, share, wanted, aheadMs],
  );
  if (taken) return { ...taken, waitMs: 0 };
  const [row] = await sql.query<
    Omit<TakenLimit, "granted" | "waitMs"> & { readonly closedForMs: number | null }
  >(
    `select most, taken, (extract(epoch from resets_on - ${at(2)}) * 1000)::float8 as "resetsInMs",
       (extract(epoch from closed_until - ${at(2)}) * 1000)::float8 as "closedForMs" from wave_sync.budget where key = $1`,
    [key, aheadMs],
  );
  const { closedForMs, ...known } = row!;
  const opensInMs = closedForMs !== null && closedForMs > 0 ? closedForMs : known.resetsInMs;
  // It may have opened in between.
  return { ...known, granted: 0, waitMs: Math.max(Math.ceil(opensInMs), 1) };
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
