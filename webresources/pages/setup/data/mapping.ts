import {
  connection as connectionTable,
  ConflictPolicy,
  Direction,
  mapping as table,
  userMapping,
} from "../../../../core/generated/schema";
import { columnsFromMetadata, type AttributeJson } from "../../../../core/mapping/column-metadata";
import { columnQueries } from "../../../../core/mapping/column-queries";
import type { Columns } from "../../../../core/mapping/columns";
import { withLookupPaths } from "../../../../core/mapping/lookup-path";
import type * as core from "../../../../core/mapping/types";
import { ClientError, type WebApiRow } from "../../../client";
import { id, must, readMany, text, updateRow } from "./dataverse";

/** A row of wave_mapping as the pages edit it. */
export interface MappingRow {
  readonly id: string;
  readonly etag: string;
  readonly name: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly systemObject: string;
  readonly table: string;
  readonly direction: core.Direction;
  /** What lines without a policy of their own follow. */
  readonly conflict: core.ConflictPolicy;
  /** The documents as they are stored. */
  readonly fieldMap: string;
  readonly matchRules: string;
  readonly changedBy: string;
  readonly changedOn: string;
}

const { columns: c, lookups } = table;
const CHANGED_BY = "modifiedby";
const QUERY =
  `?$select=${[c.name, c.systemobject, c.table, c.direction, c.conflictpolicy, c.fieldmap, c.matchrules, lookups.connection.value, "modifiedon"].join(",")}` +
  `&$expand=${CHANGED_BY}($select=fullname)`;

const DIRECTIONS: Readonly<Record<number, core.Direction>> = {
  [Direction.Both]: "both",
  [Direction.ToDataverse]: "toDataverse",
  [Direction.ToSystem]: "toSystem",
};
const CONFLICTS: Readonly<Record<number, core.ConflictPolicy>> = {
  [ConflictPolicy.System]: "system",
  [ConflictPolicy.Dataverse]: "dataverse",
  [ConflictPolicy.Newest]: "newest",
  [ConflictPolicy.Ask]: "ask",
};

/** A mapping, and the others of its connection, in one request. @throws ClientError RECORD_NOT_FOUND, NO_PRIVILEGE */
export async function readMapping(
  send: typeof fetch,
  mappingId: string,
): Promise<{ readonly mapping: MappingRow; readonly others: readonly MappingRow[] }> {
  const [mappings, connections, allowed] = await readMany(send, [
    {
      table: table.logicalName,
      entitySet: table.entitySet,
      options: `${QUERY}&$filter=statecode eq 0`,
    },
    {
      table: connectionTable.logicalName,
      entitySet: connectionTable.entitySet,
      options: `?$select=${connectionTable.columns.name}`,
    },
    {
      table: userMapping.logicalName,
      entitySet: userMapping.entitySet,
      options: `?$select=${userMapping.columns.name}&$top=1`,
    },
  ]);
  must(allowed);
  const names = new Map(
    must(connections).map((row) => [
      id(row[connectionTable.primaryId]),
      text(row[connectionTable.columns.name]),
    ]),
  );
  const all = must(mappings).map((row) => rowOf(row, names));
  const mapping = all.find((each) => each.id === mappingId.toLowerCase());
  if (!mapping) throw new ClientError("RECORD_NOT_FOUND");
  const others = all.filter(
    (each) => each.connectionId === mapping.connectionId && each.systemObject !== mapping.systemObject,
  );
  return { mapping, others };
}

function rowOf(row: WebApiRow, names: ReadonlyMap<string, string>): MappingRow {
  const connectionId = id(row[lookups.connection.value]);
  return {
    id: id(row[table.primaryId]),
    etag: text(row["@odata.etag"]),
    name: text(row[c.name]),
    connectionId,
    connectionName: names.get(connectionId) ?? "",
    systemObject: text(row[c.systemobject]),
    table: text(row[c.table]),
    direction: DIRECTIONS[row[c.direction] as number] ?? "both",
    conflict: CONFLICTS[row[c.conflictpolicy] as number] ?? "ask",
    fieldMap: text(row[c.fieldmap]),
    matchRules: text(row[c.matchrules]),
    changedBy: text((row[CHANGED_BY] as WebApiRow | null | undefined)?.fullname),
    changedOn: text(row.modifiedon),
  };
}

/**
 * Saves a document of a mapping, unless somebody else has changed the mapping since it was read.
 * @returns the row's new etag
 * @throws NewerVersionError, ClientError
 */
export async function saveDocument(
  send: typeof fetch,
  mapping: MappingRow,
  document: "fieldMap" | "matchRules",
  content: string,
): Promise<string> {
  const column = document === "fieldMap" ? c.fieldmap : c.matchrules;
  const saved = await updateRow(send, table.entitySet, mapping.id, { [column]: content }, mapping.etag);
  return text(saved["@odata.etag"]);
}

/** The columns of a table with labels in the person's language, in one request. @throws ClientError */
export async function readColumnsOf(send: typeof fetch, tableName: string): Promise<Columns> {
  const answers = await readMany(
    send,
    columnQueries(tableName).map(({ options, path }) => ({ table: tableName, entitySet: path, options })),
  );
  const attributes = answers.flatMap((answer) => must(answer) as unknown as readonly AttributeJson[]);
  return withLookupPaths(columnsFromMetadata(attributes));
}
