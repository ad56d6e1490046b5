import {
  asClientError,
  ClientError,
  type ManyRows,
  type Query,
  type WebApiRow,
} from "../../../webresources/client";
import {
  connectionColumns,
  ConnectionStatus,
  contactColumns,
  issueColumns,
  issueLookups,
  issueNames,
  IssueStatus,
  mappingColumns,
  mappingLookups,
  mappingNames,
  MappingStatus,
  SyncStatus,
} from "../../../core/generated/schema";
import type { Value } from "../../../core/records";
import { readDetails, type SystemDetails } from "../../../core/sync/details";
import {
  recordStatus,
  worstStatus,
  type Readiness,
  type RecordStatus,
} from "../../../core/sync/record-status";
import { recordUrl } from "../../../core/values/record-url";
import { isWebAddress } from "../../shared/Candidates";
import type { ProblemText } from "../../shared/problem-text";
import type { StatusWord } from "../state/types";

/** What the panel knows of a record after its one request. */
export interface Snapshot {
  /** The one status of the record, over all systems it is linked with, or could be. */
  readonly status: RecordStatus;
  /** The stored `wave_syncstatus`; shown only when the record has no links. */
  readonly stored?: StatusWord;
  readonly syncedOn?: Date;
  /** `contact.externaluseridentifier`, which no form can show. */
  readonly identifier?: string;
  readonly links: readonly LinkView[];
  /** The systems this kind of record can be synced with; undefined: the person may not see them. */
  readonly places?: readonly Place[];
  /** The row as it is saved. */
  readonly row: WebApiRow;
  /** The newest open issue of the record that the person may read, and what it says. */
  readonly issueId?: string;
  readonly problem?: ProblemText;
  /** Where no issue is open: somebody has answered one with "ignore". */
  readonly ignored: boolean;
  /** What was read beside the row. */
  readonly rest: ManyRows;
}

/** A connection with a mapping for this kind of record. */
export interface Place {
  readonly connectionId: string;
  readonly object: string;
  /** Name of the system, e.g. "Wave". */
  readonly system: string;
  readonly readiness: Readiness;
  /** Which way the mapping carries values: a value of the choice wave_direction. */
  readonly way?: unknown;
  /** Pattern of a record's address in the system. */
  readonly pattern?: string;
  /** `wave_mapping.wave_fieldmap`: tells what to ask for before a sync. */
  readonly fieldMap?: string;
}

/** One link of the record: the external ID in one system, with its status. */
export interface LinkView {
  readonly id: string;
  readonly connectionId: string;
  /** Name of the system. */
  readonly system: string;
  readonly externalId: string;
  /** Address of the record in the system; http(s) only. */
  readonly url?: string;
  /** The status of the link now, computed from the link and the row. */
  readonly truth: RecordStatus;
  /** The status that the connector wrote last. */
  readonly status: StatusWord;
  readonly syncedOn?: Date;
  /** Code of what keeps it from being in sync. */
  readonly code?: string;
  /** What came from the system last. */
  readonly brought?: SystemDetails["brought"];
  readonly problem?: ProblemText;
  readonly fieldMap?: string;
  readonly readiness: Readiness;
  readonly way?: unknown;
  /** Its open issue, where the person may read it. */
  readonly issueId?: string;
}

/** The tables the panel is made for. */
const TABLES = ["contact", "account"] as const;

/** Their sets and keys are named after them, and so are the issues' lookups to them. */
const setOf = (table: string): string => `${table}s`;

// One by one: what is taken apart comes along as a whole, columns of no use here included.
const syncdetails = contactColumns.syncdetails;
const syncedon = contactColumns.syncedon;
const syncstatus = contactColumns.syncstatus;
const IDENTIFIER = "externaluseridentifier";

/** How the panel reads. */
export interface Readers {
  /** Several collections at once. */
  many(queries: readonly Query[]): Promise<ManyRows>;
  /** A row, if it is another version by now; missing: the host cannot tell. */
  since?(path: string, etag: string): Promise<WebApiRow | undefined>;
}

/**
 * The reads on opening a form, in one request: the record as it is saved, the systems that could have it, and what keeps it
 * from being in sync. `known` is the form's own wave_syncdetails: it names the columns to compare; without it the row
 * is read as a whole.
 */
export function snapshotQueries(table: string, id: string, known?: string): readonly Query[] {
  const connection = mappingLookups.connection.nav;
  return [
    { table, entitySet: setOf(table), options: `?${selectOf(table, known)}$filter=${table}id eq ${id}` },
    {
      table: mappingNames.logicalName,
      entitySet: mappingNames.entitySet,
      options:
        `?$select=${mappingColumns.systemobject},${mappingColumns.mappingstatus},${mappingColumns.direction},${mappingColumns.fieldmap},${mappingLookups.connection.value}` +
        `&$filter=${mappingColumns.table} eq '${table}'&$expand=${connection}($select=${connectionColumns.name},` +
        `${connectionColumns.connectionstatus},${connectionColumns.recordurltemplate})`,
    },
    {
      table: issueNames.logicalName,
      entitySet: issueNames.entitySet,
      options:
        `?$select=${issueNames.primaryId},${issueColumns.issuestatus},${issueColumns.code},${issueColumns.message},${issueColumns.nextstep},${issueColumns.correlationid},` +
        `${issueLookups.connection.value}&$filter=_wave_${table}_value eq ${id} and ${issueColumns.issuestatus} ne ${IssueStatus.Resolved}` +
        `&$orderby=${issueColumns.lastoccurredon} desc&$top=9`,
    },
  ];
}

/** The columns to read of a row, as an option of a query; all of them where nothing says which matter. */
function selectOf(table: string, known?: string): string {
  const columns = readDetails(known).systems.flatMap((system) => Object.keys(system.columns));
  const own = [syncstatus, syncedon, syncdetails, "modifiedon", ...(table === "contact" ? [IDENTIFIER] : [])];
  return columns.length > 0 ? `$select=${[...new Set([...own, ...columns])].join(",")}&` : "";
}

/**
 * Reads the record's state; `name` is used for systems that the person isn't allowed to see. With `before`, only what can have changed by a
 * sync: the row, if it did. Throws ClientError; RECORD_NOT_FOUND when it is gone or not readable.
 */
export async function readSnapshot(
  { many, since }: Readers,
  table: string,
  id: string,
  name: string,
  known?: string,
  before?: Snapshot,
): Promise<Snapshot> {
  try {
    const etag = before?.row["@odata.etag"];
    if (since && etag) {
      const path = `${setOf(table)}(${id})?${selectOf(table, known)}`;
      const row = await since(path, etag as string);
      if (!row) return before;
      const after = snapshotOf([[row], ...before.rest], name);
      if (after.links[0] && after.status.kind !== TROUBLED) return after;
    }
    return snapshotOf(await many(snapshotQueries(table, id, known)), name);
  } catch (thrown) {
    throw asClientError(thrown);
  }
}

/** What says more is in rows of its own: its issues. */
const TROUBLED = "needsAttention";

/** The answers to the queries, in their order, as a {@link Snapshot}. */
export function snapshotOf([records, ...rest]: ManyRows, name: string): Snapshot {
  const [mappings, found] = rest;
  if (!isRows(records)) throw records ?? new ClientError("UNEXPECTED");
  const row = records[0];
  if (!row) throw new ClientError("RECORD_NOT_FOUND");
  const told = isRows(found) ? found : [];
  const issues = told.filter((issue) => issue[issueColumns.issuestatus] !== IssueStatus.Ignored);
  const known = isRows(mappings) ? mappings : undefined;
  const all = known?.map(placeOf);
  // A draft was never turned on: a record without a link cannot go there.
  const places = known
    ?.filter((mapping) => mapping[mappingColumns.mappingstatus] !== MappingStatus.Draft)
    .map(placeOf);
  const { systems } = readDetails(row[syncdetails]);
  const links = systems
    .map((system) => linkOf(system, row, all, issues, name))
    .sort((one, other) => one.system.localeCompare(other.system, undefined, { numeric: true }));
  const open = (places ?? []).map(({ readiness }) => recordStatus({ system: undefined, readiness, row: {} }));
  const [newest] = issues;
  return {
    status: worstStatus(links.map(({ truth }) => truth)) ??
      // If the record could go to several systems, one that is ready is enough.
      open.find(({ kind }) => kind === "notLinked") ??
      open[0] ?? { kind: "notLinked" },
    stored: statusOf(row[syncstatus]),
    syncedOn: dateOf(row[syncedon]),
    identifier: textOf(row[IDENTIFIER]),
    links,
    places,
    row,
    issueId: textOf(newest?.[issueNames.primaryId]),
    problem: problemIn(newest, true),
    ignored: told.length > 0,
    rest,
  };
}

function isRows(answer: ManyRows[number] | undefined): answer is readonly WebApiRow[] {
  return Array.isArray(answer);
}

function placeOf(mapping: WebApiRow): Place {
  const connection = (mapping[mappingLookups.connection.nav] ?? {}) as WebApiRow;
  const active = mapping[mappingColumns.mappingstatus] === MappingStatus.Active;
  return {
    connectionId: textOf(mapping[mappingLookups.connection.value]) ?? "",
    object: textOf(mapping[mappingColumns.systemobject]) ?? "",
    system: textOf(connection[connectionColumns.name]) ?? "",
    readiness: readinessOf(connection[connectionColumns.connectionstatus]) ?? (active ? "Ready" : "Paused"),
    way: mapping[mappingColumns.direction],
    pattern: textOf(connection[connectionColumns.recordurltemplate]),
    fieldMap: textOf(mapping[mappingColumns.fieldmap]),
  };
}

/** Why a connection is not ready; undefined: it is. */
function readinessOf(status: unknown): Readiness | undefined {
  return (["Paused", "Disconnected", "NeedsSignIn"] as const).find(
    (word) => ConnectionStatus[word] === status,
  );
}

function linkOf(
  system: SystemDetails,
  row: WebApiRow,
  places: readonly Place[] | undefined,
  issues: readonly WebApiRow[],
  name: string,
): LinkView {
  const { brought, code, connection: connectionId, externalId, object, status, syncedOn } = system;
  const place = places?.find((each) => each.connectionId === connectionId && each.object === object);
  // A connection that is not there any more syncs nothing; one that may not be seen is believed to be fine.
  const readiness = place?.readiness ?? (places ? "Disconnected" : "Ready");
  const url = place?.pattern && recordUrl(place.pattern, object, externalId);
  const own = issues.filter((issue) => issue[issueLookups.connection.value] === connectionId);
  const issue = code && (own.find((each) => each[issueColumns.code] === code) ?? own[0]);
  return {
    id: connectionId + object,
    connectionId,
    system: place?.system || name,
    externalId,
    url: isWebAddress(url) ? url : undefined,
    truth: recordStatus({ system, readiness, row: row as Readonly<Record<string, Value>> }),
    status,
    syncedOn: dateOf(syncedOn),
    code,
    brought,
    problem: problemIn(issue, status !== "Failed"),
    fieldMap: place?.fieldMap,
    readiness,
    way: place?.way,
    issueId: issue ? textOf(issue[issueNames.primaryId]) : undefined,
  };
}

/** What an issue says happened, and what to do. */
function problemIn(issue: WebApiRow | undefined | "", isWarning: boolean): ProblemText | undefined {
  return issue
    ? {
        code: textOf(issue[issueColumns.code]) ?? "",
        message: textOf(issue[issueColumns.message]) ?? "",
        nextStep: textOf(issue[issueColumns.nextstep]) ?? "",
        reference: textOf(issue[issueColumns.correlationid]),
        isWarning,
      }
    : undefined;
}

export function statusOf(value: unknown): StatusWord | undefined {
  return (Object.keys(SyncStatus) as StatusWord[]).find((word) => SyncStatus[word] === value);
}

export function isKnownTable(table: string): table is (typeof TABLES)[number] {
  return (TABLES as readonly string[]).includes(table);
}

function dateOf(value: unknown): Date | undefined {
  const date = typeof value === "string" ? new Date(value) : undefined;
  return date && !Number.isNaN(date.getTime()) ? date : undefined;
}

const textOf = (value: unknown): string | undefined =>
  typeof value === "string" && value !== "" ? value : undefined;
