import type { Base } from "../../core/records";
import type { Sql } from "../database/database";
import type { LinkScope } from "./links";

/** A link as a comparison sees it: what both sides agreed on last, and whether this run has been there already. */
export interface ComparedLink {
  readonly externalId: string;
  readonly recordId: string;
  readonly table: string;
  readonly base: Base | null;
  /** It joins nothing any more. */
  readonly ended: boolean;
  /** Mark of the comparison that saw it last. */
  readonly seen: string | null;
}

/** Links asked for at once: their bases are in memory together. */
const AT_A_TIME = 1_000;

/** Links of these rows, or of these records of the system. Where a row has several, the one that holds comes last. */
export async function linksToCompare(
  sql: Sql,
  scope: LinkScope,
  by:
    | { readonly table: string; readonly recordIds: readonly string[] }
    | { readonly externalIds: readonly string[] },
): Promise<readonly ComparedLink[]> {
  const [column, values] =
    "recordIds" in by
      ? ["record_id = any($4::uuid[])", by.recordIds]
      : ["external_id = any($4::text[])", by.externalIds];
  const found: ComparedLink[] = [];
  for (let at = 0; at < values.length; at += AT_A_TIME) {
    found.push(
      ...(await sql.query<ComparedLink>(
        `select external_id as "externalId", record_id as "recordId", table_name as "table", base, ended is not null as ended, compared_in as seen
         from wave_sync.link_state where environment_id = $1 and connection_id = $2 and system_object = $3 and ${column}
           and ($5::text is null or table_name = $5) order by ended is null`,
        [
          scope.environmentId,
          scope.connectionId,
          scope.systemObject,
          values.slice(at, at + AT_A_TIME),
          "table" in by ? by.table : null,
        ],
      )),
    );
  }
  return found;
}

/** A comparison has seen them: `mark` says which one, and on which side. */
export async function markSeen(
  sql: Sql,
  scope: LinkScope,
  externalIds: readonly string[],
  mark: string,
): Promise<void> {
  if (externalIds.length === 0) return;
  await sql.query(
    `update wave_sync.link_state set compared_in = $5
     where environment_id = $1 and connection_id = $2 and system_object = $3 and external_id = any($4::text[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, [...externalIds], mark],
  );
}

/**
 * Up to `limit` links that hold, are older than the run, and bear none of its marks, after `after` in the order of external
 * ids: one of their sides was not where all others were.
 */
export async function unseenLinks(
  sql: Sql,
  scope: LinkScope,
  table: string,
  runId: string,
  marks: readonly string[],
  after: string | null,
  limit: number,
): Promise<readonly string[]> {
  const rows = await sql.query<{ id: string }>(
    `select external_id as id from wave_sync.link_state
     where environment_id = $1 and connection_id = $2 and system_object = $3 and table_name = $8 and ended is null
       and (compared_in is null or not (compared_in = any($4::uuid[])))
       and synced_on < (select started_on from wave_sync.run where run.id = $5)
       and ($6::text is null or external_id > $6) order by external_id limit $7`,
    [scope.environmentId, scope.connectionId, scope.systemObject, [...marks], runId, after, limit, table],
  );
  return rows.map((row) => row.id);
}

/** Links to rows of this table that hold. */
export async function countLinks(sql: Sql, scope: LinkScope, table: string): Promise<number> {
  const rows = await sql.query<{ links: number }>(
    `select count(*)::int as links from wave_sync.link_state
     where environment_id = $1 and connection_id = $2 and system_object = $3 and table_name = $4 and ended is null`,
    [scope.environmentId, scope.connectionId, scope.systemObject, table],
  );
  return rows[0]!.links;
}

/** Ends them as taken back by an undo. */
export async function endAsUndone(sql: Sql, scope: LinkScope, externalIds: readonly string[]): Promise<void> {
  if (externalIds.length === 0) return;
  await sql.query(
    `update wave_sync.link_state set ended = 'undone'
     where environment_id = $1 and connection_id = $2 and system_object = $3 and external_id = any($4::text[])`,
    [scope.environmentId, scope.connectionId, scope.systemObject, [...externalIds]],
  );
}

/** They hold again; what an undo has taken back, both sides have not agreed on any more. */
export async function takeUpAgain(sql: Sql, scope: LinkScope, externalIds: readonly string[]): Promise<void> {
  if (externalIds.length === 0) return;
  await sql.query(
    `update wave_sync.link_state set ended = null
     where environment_id = $1 and connection_id = $2 and system_object = $3 and external_id = any($4::text[]) and ended = 'undone'`,
    [scope.environmentId, scope.connectionId, scope.systemObject, [...externalIds]],
  );
}
