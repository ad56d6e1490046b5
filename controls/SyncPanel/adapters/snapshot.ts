import { asClientError, ClientError, type WebApiRow } from "../../../webresources/client";
import {
  connectionColumns,
  connectionNames,
  ConnectionStatus,
  linkColumns,
  linkLookups,
  linkNames,
  mappingColumns,
  SyncStatus,
} from "../../../core/generated/schema";
import type { ProblemText } from "../../shared/problem-text";
import type { StatusWord } from "../state/types";

/** What the panel knows of a record after its one request. */
export interface Snapshot {
  readonly status?: StatusWord;
  readonly syncedOn?: Date;
  /** `contact.externaluseridentifier`, which no form can show. */
  readonly identifier?: string;
  readonly links: readonly LinkView[];
}

/** One external ID joined to the record. */
export interface LinkView {
  readonly id: string;
  readonly connectionId?: string;
  /** Name of the system, e.g. "Wave". */
  readonly system: string;
  readonly externalId: string;
  /** Address of the record in the system; http(s) only. */
  readonly url?: string;
  readonly status?: StatusWord;
  readonly syncedOn?: Date;
  readonly problem?: ProblemText;
  /** `wave_mapping.wave_fieldmap` of the link's mapping: tells what to ask for before a sync. */
  readonly fieldMap?: string;
  readonly connection: "Connected" | "NeedsSignIn" | "Paused" | "Disconnected";
}

/** The tables the panel is made for: their set, key and the collection of their links. */
const TABLES: Readonly<Record<string, TableInfo>> = {
  contact: { id: "contactid", links: "wave_Link_Contact_Contact", identifier: "externaluseridentifier" },
  account: { id: "accountid", links: "wave_Link_Account_Account" },
};

interface TableInfo {
  readonly id: string;
  /** Collection-valued navigation property from the table to its wave_link rows (the relationship's name). */
  readonly links: string;
  readonly identifier?: string;
}

const STATUS = "wave_syncstatus";
const SYNCED_ON = "wave_syncedon";
const FORMATTED = "@OData.Community.Display.V1.FormattedValue";

/**
 * The one query on opening a form: the record's own columns, its links, and each link's connection and mapping.
 *
 * It filters by the primary key instead of reading by id: the answer of a read by id carries the record's ETag,
 * and the browser would take expanded rows from its cache as long as the record itself has not changed.
 * `$orderby` and `$top` are not allowed beside a nested `$expand`.
 * https://learn.microsoft.com/power-apps/developer/data-platform/webapi/query/join-tables
 */
export function snapshotQuery(table: string, id: string): string {
  const info = tableInfo(table);
  const own = [STATUS, SYNCED_ON, ...(info.identifier ? [info.identifier] : [])].join(",");
  const ofLink = [
    linkColumns.system,
    linkColumns.externalid,
    linkColumns.externalurl,
    linkColumns.linkstatus,
    linkColumns.syncedon,
    linkColumns.code,
    linkColumns.message,
    linkColumns.nextstep,
    linkColumns.correlationid,
  ].join(",");
  const ofConnection = [
    connectionColumns.name,
    connectionColumns.connectionstatus,
    connectionColumns.recordurltemplate,
  ].join(",");
  return (
    `?$select=${own}&$filter=${info.id} eq ${id}` +
    `&$expand=${info.links}($select=${ofLink};$expand=${linkLookups.connection.nav}($select=${ofConnection}),` +
    `${linkLookups.mapping.nav}($select=${mappingColumns.fieldmap}))`
  );
}

type Reader = Pick<ComponentFramework.WebApi, "retrieveMultipleRecords">;

/** Reads the record's state. Throws ClientError; RECORD_NOT_FOUND when it is gone or not readable. */
export async function readSnapshot(webApi: Reader, table: string, id: string): Promise<Snapshot> {
  let rows: readonly WebApiRow[];
  try {
    rows = (await webApi.retrieveMultipleRecords(table, snapshotQuery(table, id))).entities;
  } catch (thrown) {
    throw asClientError(thrown);
  }
  const row = rows[0];
  if (!row) throw new ClientError("RECORD_NOT_FOUND");
  return snapshotOf(table, row);
}

/** A row of the query as a {@link Snapshot}. */
export function snapshotOf(table: string, row: WebApiRow): Snapshot {
  const info = tableInfo(table);
  const links = (row[info.links] ?? []) as readonly WebApiRow[];
  return {
    status: statusOf(row[STATUS]),
    syncedOn: dateOf(row[SYNCED_ON]),
    identifier: info.identifier && textOf(row[info.identifier]),
    links: links
      .map(linkOf)
      .sort((one, other) => one.system.localeCompare(other.system, undefined, { numeric: true })),
  };
}

function linkOf(row: WebApiRow): LinkView {
  const joined = (row[linkLookups.connection.nav] ?? {}) as WebApiRow;
  const externalId = textOf(row[linkColumns.externalid]) ?? "";
  const mapped = (row[linkLookups.mapping.nav] ?? {}) as WebApiRow;
  const status = statusOf(row[linkColumns.linkstatus]);
  const code = textOf(row[linkColumns.code]);
  return {
    id: textOf(row[linkNames.primaryId]) ?? externalId,
    connectionId: textOf(joined[connectionNames.primaryId]),
    system: textOf(joined[connectionColumns.name]) ?? textOf(row[`${linkColumns.system}${FORMATTED}`]) ?? "",
    externalId,
    url: webAddress(textOf(row[linkColumns.externalurl]) ?? fromTemplate(joined, externalId)),
    status,
    syncedOn: dateOf(row[linkColumns.syncedon]),
    problem: code
      ? {
          code,
          message: textOf(row[linkColumns.message]) ?? "",
          nextStep: textOf(row[linkColumns.nextstep]) ?? "",
          reference: textOf(row[linkColumns.correlationid]),
          isWarning: status !== "Failed",
        }
      : undefined,
    fieldMap: textOf(mapped[mappingColumns.fieldmap]),
    connection: connectionOf(joined[connectionColumns.connectionstatus]),
  };
}

function fromTemplate(joined: WebApiRow, externalId: string): string | undefined {
  return textOf(joined[connectionColumns.recordurltemplate])?.replace("{id}", encodeURIComponent(externalId));
}

/** Only web addresses become links: a "javascript:" stored by somebody must not run on a click. */
function webAddress(text: string | undefined): string | undefined {
  return text && /^https?:\/\//i.test(text) ? text : undefined;
}

export function statusOf(value: unknown): StatusWord | undefined {
  return (Object.keys(SyncStatus) as StatusWord[]).find((word) => SyncStatus[word] === value);
}

function connectionOf(value: unknown): LinkView["connection"] {
  const words = Object.keys(ConnectionStatus) as LinkView["connection"][];
  return words.find((word) => ConnectionStatus[word] === value) ?? "Connected";
}

export function isKnownTable(table: string): boolean {
  return Object.hasOwn(TABLES, table);
}

function tableInfo(table: string): TableInfo {
  const info = TABLES[table];
  if (!info) throw new ClientError("BAD_REQUEST", `The panel is not made for the table ${table}.`);
  return info;
}

function dateOf(value: unknown): Date | undefined {
  const date = typeof value === "string" ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
