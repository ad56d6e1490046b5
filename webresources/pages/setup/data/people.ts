import {
  ConflictPolicy,
  DeletePolicy,
  Direction,
  mapping as table,
  MappingStatus,
  System,
  connection,
  userMapping,
} from "../../../../core/generated/schema";
import { DocumentError } from "../../../../core/mapping/document";
import { parseFieldMap, serializeFieldMap } from "../../../../core/mapping/schema/field-map";
import type * as core from "../../../../core/mapping/types";
import { guidLiteral, stringLiteral } from "../../../../core/odata/literal";
import { ClientError, type WebApiRow } from "../../../client";
import { id, must, nameIn, readMany, text, updateRow } from "./dataverse";

/** What the last step of the set-up is about, as it is stored. */
export interface PeopleMapping {
  readonly id: string;
  readonly etag: string;
  readonly name: string;
  readonly connectionId: string;
  readonly connectionName: string;
  /** As the choice wave_system has it. */
  readonly system: string;
  readonly table: string;
  readonly active: boolean;
  readonly toSystemOnly: boolean;
  readonly fieldMap: string;
  readonly settings: PeopleSettings;
}

export interface PeopleSettings {
  /** "" where there is none. */
  readonly defaultOwnerId: string;
  readonly viewId: string;
  /** Minutes between two looks for what events missed; 0: never. */
  readonly minutes: number;
  readonly conflict: core.ConflictPolicy;
  readonly onSystemDelete: core.DeletePolicy;
  readonly onDataverseDelete: core.DeletePolicy;
}

export interface View {
  readonly id: string;
  readonly name: string;
  readonly personal: boolean;
}

/** Whom somebody said to stand for a person of the system. */
export interface StandIn {
  /** Her address or id in the system. */
  readonly person: string;
  readonly userId: string;
}

export interface PeoplePageData {
  readonly mapping: PeopleMapping;
  readonly views: readonly View[];
  readonly standIns: readonly StandIn[];
}

const { columns: c, lookups } = table;
const USUAL_MINUTES = 15;
const CONFLICTS: Readonly<Record<core.ConflictPolicy, number>> = {
  system: ConflictPolicy.System,
  dataverse: ConflictPolicy.Dataverse,
  newest: ConflictPolicy.Newest,
  ask: ConflictPolicy.Ask,
};
const DELETES: Readonly<Record<core.DeletePolicy, number>> = {
  deactivate: DeletePolicy.Deactivate,
  delete: DeletePolicy.Delete,
  keep: DeletePolicy.Keep,
};

/** The mapping with what may be chosen for it, in two requests. @throws ClientError RECORD_NOT_FOUND, NO_PRIVILEGE */
export async function readPeoplePage(send: typeof fetch, mappingId: string): Promise<PeoplePageData> {
  const mappingRow = `${table.primaryId} eq ${guidLiteral(mappingId)}`;
  const [mappings, connections, standIns] = await readMany(send, [
    { table: table.logicalName, entitySet: table.entitySet, options: `?$filter=${mappingRow}` },
    {
      table: connection.logicalName,
      entitySet: connection.entitySet,
      options: `?$select=${connection.columns.name},${connection.columns.system}`,
    },
    { table: userMapping.logicalName, entitySet: userMapping.entitySet, options: "" },
  ]);
  const people = must(standIns);
  const [row] = must(mappings);
  if (!row) throw new ClientError("RECORD_NOT_FOUND");
  const mapping = mappingOf(row, must(connections));
  return {
    mapping,
    views: await readViews(send, mapping.table),
    standIns: people
      .filter((each) => id(each[userMapping.lookups.connection.value]) === mapping.connectionId)
      .map((each) => ({
        person: text(each[userMapping.columns.externalemail]) || text(each[userMapping.columns.externalid]),
        userId: id(each[userMapping.lookups.systemuser.value]),
      })),
  };
}

/** Views everybody has, and the person's own. */
async function readViews(send: typeof fetch, tableName: string): Promise<readonly View[]> {
  const of = `returnedtypecode eq ${stringLiteral(tableName)} and querytype eq 0`;
  const [saved, own] = await readMany(send, [
    {
      table: "savedquery",
      entitySet: "savedqueries",
      options: `?$select=name&$filter=${of} and statecode eq 0&$orderby=name`,
    },
    { table: "userquery", entitySet: "userqueries", options: `?$select=name&$filter=${of}&$orderby=name` },
  ]);
  const rows = (found: typeof saved) => (found instanceof ClientError ? [] : (found ?? []));
  return [
    ...rows(own).map((row) => ({ id: id(row.userqueryid), name: text(row.name), personal: true })),
    ...rows(saved).map((row) => ({ id: id(row.savedqueryid), name: text(row.name), personal: false })),
  ];
}

function mappingOf(row: WebApiRow, connections: readonly WebApiRow[]): PeopleMapping {
  const connectionId = id(row[lookups.connection.value]);
  const its = connections.find((each) => id(each[connection.primaryId]) === connectionId);
  const minutes = row[c.scheduleminutes];
  return {
    id: id(row[table.primaryId]),
    etag: text(row["@odata.etag"]),
    name: text(row[c.name]),
    connectionId,
    connectionName: text(its?.[connection.columns.name]),
    system: nameIn(System, its?.[connection.columns.system]) ?? "",
    table: text(row[c.table]),
    active: row[c.mappingstatus] === MappingStatus.Active,
    toSystemOnly: row[c.direction] === Direction.ToSystem,
    fieldMap: text(row[c.fieldmap]),
    settings: {
      defaultOwnerId: id(row[lookups.defaultowner.value]),
      viewId: id(row[c.scopeviewid]),
      minutes: typeof minutes === "number" ? minutes : USUAL_MINUTES,
      conflict: nameIn(CONFLICTS, row[c.conflictpolicy]) ?? "ask",
      onSystemDelete: nameIn(DELETES, row[c.systemdeletepolicy]) ?? "keep",
      onDataverseDelete: nameIn(DELETES, row[c.dataversedeletepolicy]) ?? "keep",
    },
  };
}

/**
 * Saves the settings, unless somebody else has changed the mapping meanwhile. Another conflict policy goes to every line.
 * @returns the mapping as it is now
 * @throws NewerVersionError, ClientError
 */
export async function saveSettings(
  send: typeof fetch,
  mapping: PeopleMapping,
  to: PeopleSettings,
): Promise<PeopleMapping> {
  const fieldMap =
    to.conflict === mapping.settings.conflict
      ? mapping.fieldMap
      : withConflict(mapping.fieldMap, to.conflict);
  const owner = `${lookups.defaultowner.nav}@odata.bind`;
  const saved = await updateRow(
    send,
    table.entitySet,
    mapping.id,
    {
      [owner]: to.defaultOwnerId ? `/systemusers(${guidLiteral(to.defaultOwnerId)})` : null,
      [c.scopeviewid]: to.viewId || null,
      [c.scheduleminutes]: to.minutes,
      [c.conflictpolicy]: CONFLICTS[to.conflict],
      [c.systemdeletepolicy]: DELETES[to.onSystemDelete],
      [c.dataversedeletepolicy]: DELETES[to.onDataverseDelete],
      ...(fieldMap === mapping.fieldMap ? {} : { [c.fieldmap]: fieldMap }),
    },
    mapping.etag,
  );
  return { ...mapping, etag: text(saved["@odata.etag"]), fieldMap, settings: to };
}

function withConflict(fieldMap: string, conflict: core.ConflictPolicy): string {
  try {
    const map = parseFieldMap(fieldMap, conflict);
    return serializeFieldMap({ ...map, lines: map.lines.map((line) => ({ ...line, conflict })) });
  } catch (error) {
    // One that was broken by hand is mended on the Map page.
    if (error instanceof DocumentError) return fieldMap;
    throw error;
  }
}

/** Has a mapping sync from now on. @throws NewerVersionError, ClientError */
export async function activate(send: typeof fetch, mapping: PeopleMapping): Promise<PeopleMapping> {
  if (mapping.active) return mapping;
  const body = { [c.mappingstatus]: MappingStatus.Active };
  const saved = await updateRow(send, table.entitySet, mapping.id, body, mapping.etag);
  return { ...mapping, active: true, etag: text(saved["@odata.etag"]) };
}
