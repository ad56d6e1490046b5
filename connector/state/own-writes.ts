import type { Columns } from "../../core/mapping/columns";
import type { Row, Values } from "../../core/records";
import { echoesOf } from "../../core/sync/echo";
import type { Sql } from "../database/database";

/** What we wrote to one row. */
export interface OwnWrite {
  readonly recordId: string;
  readonly values: Values;
}

/** Where a value of a row came from, and when (ISO 8601). */
export interface Origin {
  readonly connectionId: string;
  readonly on: string;
}

/** Marks the entry of a column that says where its value came from; no column is called so. */
const FROM = "@from";

/**
 * Remembers own writes by column, as hashes: no personal data lies about twice. Columns written earlier stay known.
 * @param from said only where several systems write to the table: else everybody knows
 */
export async function rememberOwnWrites(
  sql: Sql,
  environmentId: string,
  table: string,
  writes: readonly OwnWrite[],
  columns: Columns,
  from: Origin | null = null,
): Promise<void> {
  if (writes.length === 0) return;
  const rows = writes.map(({ recordId, values }) => ({
    id: recordId,
    hashes: Object.fromEntries(
      echoesOf(table, recordId, values, columns).flatMap(({ column, hash }) => [
        [column, hash],
        ...(from ? [[column + FROM, `${hash} ${from.connectionId} ${from.on}`]] : []),
      ]),
    ),
  }));
  await sql.query(
    `insert into wave_sync.own_write as known (environment_id, table_name, record_id, hashes)
     select $1, $2, (each->>'id')::uuid, each->'hashes' from jsonb_array_elements($3::jsonb) as each
     on conflict (environment_id, table_name, record_id) do update
       set hashes = known.hashes || excluded.hashes, written_on = now()`,
    [environmentId, table, JSON.stringify(rows)],
  );
}

/** Hashes of what we wrote to a row last and have not heard of yet, by column; for core's `isEcho`. */
export async function ownWritesByColumn(
  sql: Sql,
  environmentId: string,
  table: string,
  recordId: string,
): Promise<Readonly<Record<string, string>>> {
  const rows = await sql.query<{ hashes: Record<string, string> }>(
    "select hashes from wave_sync.own_write where environment_id = $1 and table_name = $2 and record_id = $3",
    [environmentId, table, recordId],
  );
  return Object.fromEntries(
    Object.entries(rows[0]?.hashes ?? {}).filter(([column]) => !column.endsWith(FROM)),
  );
}

/** Where the values that a row holds came from, by column; of what a person has typed since, nothing is said. */
export type Origins = ReadonlyMap<string, Origin>;

/** The origins of rows by their id, which is in lower case; rows of which nothing is known are left out. */
export async function originsOf(
  sql: Sql,
  environmentId: string,
  table: string,
  rows: readonly Pick<Row, "id" | "values">[],
  columns: Columns,
): Promise<ReadonlyMap<string, Origins>> {
  if (rows.length === 0) return new Map();
  const known = await sql.query<{ id: string; hashes: Record<string, string> }>(
    `select record_id as id, hashes from wave_sync.own_write
     where environment_id = $1 and table_name = $2 and record_id = any($3::uuid[])`,
    [environmentId, table, rows.map(({ id }) => id)],
  );
  const byId = new Map(rows.map((row) => [row.id.toLowerCase(), row]));
  return new Map(
    known.flatMap(({ id, hashes }) => {
      const origins = originsIn(hashes, echoesOf(table, id, byId.get(id)!.values, columns));
      return origins.size > 0 ? [[id, origins] as const] : [];
    }),
  );
}

function originsIn(
  hashes: Readonly<Record<string, string>>,
  held: readonly { readonly column: string; readonly hash: string }[],
): Origins {
  return new Map(
    held.flatMap(({ column, hash }) => {
      const [written, connectionId, on] = (hashes[column + FROM] ?? "").split(" ");
      return written === hash && connectionId && on ? [[column, { connectionId, on }] as const] : [];
    }),
  );
}

/** These columns of a row were heard of: what they hold from now on is not ours, whatever it is. */
export async function forgetOwnWrites(
  sql: Sql,
  environmentId: string,
  table: string,
  recordId: string,
  columns: readonly string[],
): Promise<void> {
  await sql.query(
    `update wave_sync.own_write set hashes = hashes - $4::text[]
     where environment_id = $1 and table_name = $2 and record_id = $3 and hashes ?| $4::text[]`,
    [environmentId, table, recordId, [...columns]],
  );
}
