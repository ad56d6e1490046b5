import type { Database, Sql } from "../database/database";

/** The names one person's records go by in an environment: rows of Dataverse (lower case), and records of the systems. */
export interface Names {
  readonly environmentId: string;
  readonly rowIds: readonly string[];
  readonly externalIds: readonly string[];
}

/** One table's rows about a person. */
export type Held = Readonly<Record<string, readonly object[]>>;

const OF_ROW = "held.record_id = any(person.row_ids::uuid[])";
const OF_RECORD = "held.external_id = any(person.external_ids)";
/** The names records are leased by; see {@link ./record-leases}. */
const OF_KEY = `((held.record_key like 'row/%' and split_part(held.record_key, '/', 3) = any(person.row_ids))
  or (held.record_key like 'ext/%' and regexp_replace(held.record_key, '^ext/[^/]*/[^/]*/', '') = any(person.external_ids)))`;
/** The names records are queued by; see {@link ./changes}. */
const OF_CHANGE = `((held.record_key like 'row:%' and substr(held.record_key, 5) = any(person.row_ids))
  or (held.record_key like 'external:%' and substr(held.record_key, 10) = any(person.external_ids)))`;
/** Digests of addresses, where a person is named by one; as `addressDigest` makes them. */
const OF_ADDRESS = `array(select left(encode(sha256(convert_to(person.environment_id::text || '/' || lower(name), 'utf8')), 'hex'), 16)
  from unnest(person.external_ids) name)`;
/** As a whole value, wherever it stands: part of another id is nobody. */
const OF_REQUEST = `exists (select 1 from unnest(person.row_ids || person.external_ids) name
  where jsonb_path_exists(held.request, '$.** ? (@ == $name)', jsonb_build_object('name', name)))`;

/**
 * Every table that holds something of a person: which of its rows are about her. An operation may be about others too, and a
 * repeated request has to find it, so only what was asked is taken out of it; rows of the other tables are deleted.
 */
const PERSONAL: Readonly<Record<string, string>> = {
  link_state: `(${OF_ROW} or ${OF_RECORD})`,
  journal: `(${OF_ROW} or ${OF_RECORD})`,
  write_intent: `(${OF_ROW} or ${OF_RECORD})`,
  own_write: OF_ROW,
  failure: `(${OF_KEY} or held.record_key in (select told.record_key from wave_sync.issue told
    where told.environment_id = person.environment_id and told.candidates && (person.row_ids || person.external_ids)))`,
  issue: `(${OF_KEY} or held.candidates && (person.row_ids || person.external_ids))`,
  change: OF_CHANGE,
  removal: OF_CHANGE,
  candidate: "held.id = any(person.row_ids || person.external_ids)",
  refused_activity: `(${OF_ROW} or ${OF_RECORD})`,
  operation: OF_REQUEST,
  mail_decision: `(${OF_RECORD} or split_part(held.about, '/', 2) = any(person.row_ids) or held.row_id::text = any(person.row_ids)
    or held.addresses && ${OF_ADDRESS})`,
};

/** Tables of an environment that hold nothing of the people whose records are synced, and why. */
export const NOT_PERSONAL: Readonly<Record<string, string>> = {
  secret: "sealed keys and tokens of the connection",
  connection: "addresses of systems",
  run: "counts",
  record_lease: "ids of the records that somebody works on at this moment",
  event_seen: "ids of events, or digests of them",
  mapping_cursor: "how far both sides were compared",
  candidate_list: "how far a side was listed",
  notice: "digests of admins' addresses",
  mapping_known: "names of columns",
  mapping_allowed: "versions of mappings",
  mapping_view: "whose view a mapping goes by",
  run_mail: "runs that somebody is told about",
  private_thread: "digests of conversations",
  mailbox: "addresses of the mailboxes that an admin joined, and how far each was looked through",
};

export const PERSONAL_TABLES: readonly string[] = Object.keys(PERSONAL);

const PERSON = `with person as (select $1::uuid as environment_id, $2::text[] as row_ids, $3::text[] as external_ids)`;

const values = ({ environmentId, rowIds, externalIds }: Names) => [
  environmentId,
  [...rowIds],
  [...externalIds],
];

/** The pairs that one of these names belongs to, so that a person is known by all her names. */
export async function pairsOf(
  sql: Sql,
  names: Names,
): Promise<readonly { readonly rowId: string; readonly externalId: string }[]> {
  return sql.query(
    `${PERSON} select held.record_id as "rowId", held.external_id as "externalId" from wave_sync.link_state held, person
     where held.environment_id = person.environment_id and ${PERSONAL.link_state}`,
    values(names),
  );
}

/** All that is held of a person, by table. */
export async function heldOf(sql: Sql, names: Names): Promise<Held> {
  const found: Record<string, readonly object[]> = {};
  for (const [table, about] of Object.entries(PERSONAL)) {
    found[table] = await sql.query(
      `${PERSON} select held.* from wave_sync.${table} held, person
       where held.environment_id = person.environment_id and ${about}`,
      values(names),
    );
  }
  return found;
}

/**
 * Erases what is held of a person; gives the number of rows by table. Belongs into a transaction.
 * @param tables all of them when left out
 */
export async function eraseHeld(
  sql: Sql,
  names: Names,
  tables: readonly string[] = PERSONAL_TABLES,
): Promise<Readonly<Record<string, number>>> {
  const erased: Record<string, number> = {};
  for (const table of tables) {
    const about = PERSONAL[table]!;
    const [verb, from] =
      table === "operation"
        ? ["update wave_sync.operation held set request = '{}'", "from"]
        : [`delete from wave_sync.${table} held`, "using"];
    const ended = table === "operation" ? "and held.ended_on is not null" : "";
    const rows = await sql.query(
      `${PERSON} ${verb} ${from} person
       where held.environment_id = person.environment_id ${ended} and ${about} returning 1 as one`,
      values(names),
    );
    erased[table] = rows.length;
  }
  return erased;
}

/** Operations that ask for something with this person's records and have not ended yet. */
export async function hasOpenOperation(sql: Sql, names: Names): Promise<boolean> {
  const rows = await sql.query(
    `${PERSON} select 1 from wave_sync.operation held, person
     where held.environment_id = person.environment_id and held.ended_on is null and ${OF_REQUEST} limit 1`,
    values(names),
  );
  return rows.length > 0;
}

/** What shows values of a record and is needed no more once its row is deleted; an undo needs the journal and the link. */
export const NEEDED_NO_MORE = ["failure", "issue", "operation", "refused_activity"] as const;

/** Rows whose link has ended and of which operations or issues still tell; at most `limit`. Some of them are deleted. */
export async function endedAndTold(
  sql: Sql,
  environmentId: string,
  limit: number,
): Promise<readonly { readonly table: string; readonly rowId: string; readonly externalId: string }[]> {
  return sql.query(
    `with asked as (
       select value #>> '{}' as name from wave_sync.operation, jsonb_path_query(request, '$.** ? (@.type() == "string")') as value
       where environment_id = $1 and ended_on is not null)
     select table_name as "table", record_id as "rowId", external_id as "externalId" from wave_sync.link_state link
     where environment_id = $1 and ended is not null
       and (record_id::text in (select name from asked)
         or exists (select 1 from wave_sync.issue told where told.environment_id = $1 and told.record_key in (
           'row/' || link.table_name || '/' || link.record_id, 'ext/' || link.connection_id || '/' || link.system_object || '/' || link.external_id)))
     limit $2`,
    [environmentId, limit],
  );
}

/** Removes all state of an environment, whatever is in it. */
export async function purgeEnvironment(database: Database, environmentId: string): Promise<void> {
  await database.transaction(async (sql) => {
    await sql.query("delete from wave_sync.record_lease where environment_id = $1", [environmentId]);
    await sql.query("delete from wave_sync.environment where id = $1", [environmentId]);
  });
}

/** Removes all state of environments that were disconnected so many days ago. */
export async function purgeDisconnected(database: Database, days: number): Promise<void> {
  const rows = await database.query<{ id: string }>(
    `select id from wave_sync.environment
     where status = 'disconnected' and disconnected_on < now() - $1 * interval '1 day'`,
    [days],
  );
  for (const { id } of rows) await purgeEnvironment(database, id);
}
