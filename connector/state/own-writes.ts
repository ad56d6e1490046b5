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
export async function originsOf(
  sql: Sql,
  environmentId: string,
  table: string,
  { id, values }: Pick<Row, "id" | "values">,
  columns: Columns,
): Promise<ReadonlyMap<string, Origin>> {
  const rows = await sql.query<{ hashes: Record<string, string> }>(
    "select hashes from wave_sync.own_write where environment_id = $1 and table_name = $2 and record_id = $3",
    [environmentId, table, id],
  );
  const held = new Map(echoesOf(table, id, values, columns).map(({ column, hash }) => [column, hash]));
  const origins = new Map<string, Origin>();
  for (const [name, said] of Object.entries(rows[0]?.hashes ?? {})) {
    if (!name.endsWith(FROM)) continue;
    const column = name.slice(0, -FROM.length);
    const [hash, connectionId, on] = said.split(" ");
    if (hash === held.get(column) && connectionId && on) origins.set(column, { connectionId, on });
  }
  return origins;
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
