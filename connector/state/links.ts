import type { Base } from "../../core/records";
import type { Sql } from "../database/database";

/** Which link a state belongs to. */
export interface LinkScope {
  readonly environmentId: string;
  readonly connectionId: string;
  readonly systemObject: string;
}

/** Why two records are not joined any more. */
export type EndReason = "deletedInSystem" | "deletedInDataverse" | "merged" | "undone" | "unlinked";

/** What we know of a link beside its row in Dataverse. */
export interface LinkState {
  readonly externalId: string;
  readonly table: string;
  readonly recordId: string;
  /** Null until both sides have agreed once, and again once the link has ended, unless a run was taken back. */
  readonly base: Base | null;
  /** Null while the link holds. */
  readonly ended: EndReason | null;
  /** ISO 8601: the row's last change that was not ours, where our own mark came after it. */
  readonly personOn: string | null;
  /** ISO 8601: when we wrote to the row last. */
  readonly markedOn: string | null;
}

/** The members every writer knows; what is left out is as for a link that holds and was never marked. */
export type NewLinkState = Pick<LinkState, "externalId" | "table" | "recordId" | "base"> & Partial<LinkState>;

interface Stored extends Omit<LinkState, "personOn" | "markedOn"> {
  readonly personOn: Date | null;
  readonly markedOn: Date | null;
}

const COLUMNS = `external_id as "externalId", table_name as "table", record_id as "recordId", base, ended,
  person_on as "personOn", stamped_on as "markedOn"`;

/** States of links by either name, each once. */
export async function linksByName(
  sql: Sql,
  scope: LinkScope,
  table: string,
  names: { readonly externalIds: readonly string[]; readonly recordIds: readonly string[] },
): Promise<readonly LinkState[]> {
  if (names.externalIds.length === 0 && names.recordIds.length === 0) return [];
  const { environmentId, connectionId, systemObject } = scope;
  const values: unknown[] = [environmentId, connectionId, systemObject];
  const byName: string[] = [];
  // Only what is asked for stands in the statement: with one name less, Postgres has less to think about than to find.
  if (names.externalIds.length > 0)
    byName.push(`external_id = any($${values.push([...names.externalIds])}::text[])`);
  if (names.recordIds.length > 0)
    byName.push(
      `(table_name = $${values.push(table)} and record_id = any($${values.push([...names.recordIds])}::uuid[]))`,
    );
  const rows = await sql.query<Stored>(
    `select ${COLUMNS} from wave_sync.link_state
     where environment_id = $1 and connection_id = $2 and system_object = $3 and (${byName.join(" or ")})`,
    values,
  );
  return rows.map((row) => ({
    ...row,
    personOn: row.personOn?.toISOString() ?? null,
    markedOn: row.markedOn?.toISOString() ?? null,
  }));
}

export function linksByExternalId(
  sql: Sql,
  scope: LinkScope,
  ids: readonly string[],
): Promise<readonly LinkState[]> {
  return linksByName(sql, scope, "", { externalIds: ids, recordIds: [] });
}

/** Adds or replaces; the external id decides. */
export async function saveLinks(sql: Sql, scope: LinkScope, links: readonly NewLinkState[]): Promise<void> {
  if (links.length === 0) return;
  await sql.query(
    `insert into wave_sync.link_state
       (environment_id, connection_id, system_object, external_id, table_name, record_id, base, ended, person_on, stamped_on)
     select $1, $2, $3, each->>'externalId', each->>'table', (each->>'recordId')::uuid, nullif(each->'base', 'null'::jsonb),
       each->>'ended', (each->>'personOn')::timestamptz, (each->>'markedOn')::timestamptz
     from jsonb_array_elements($4::jsonb) as each
     on conflict (environment_id, connection_id, system_object, external_id) do update
       set table_name = excluded.table_name, record_id = excluded.record_id, base = excluded.base, ended = excluded.ended,
         person_on = excluded.person_on, stamped_on = excluded.stamped_on, synced_on = now()`,
    [scope.environmentId, scope.connectionId, scope.systemObject, JSON.stringify(links)],
  );
}

/** Our own stamp came on rows of these links; nothing else of them has changed, and no sync has looked at them. */
export async function saveStamped(
  sql: Sql,
  { environmentId, connectionId, systemObject }: LinkScope,
  stamped: readonly Pick<LinkState, "externalId" | "personOn" | "markedOn">[],
): Promise<void> {
  if (stamped.length === 0) return;
  await sql.query(
    `update wave_sync.link_state as link
     set person_on = (each->>'personOn')::timestamptz, stamped_on = (each->>'markedOn')::timestamptz
     from jsonb_array_elements($4::jsonb) as each
     where link.environment_id = $1 and link.connection_id = $2 and link.system_object = $3
       and link.external_id = each->>'externalId'`,
    [environmentId, connectionId, systemObject, JSON.stringify(stamped)],
  );
}
