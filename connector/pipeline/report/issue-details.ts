import { decisionsFor, offersCandidates } from "../../../core/issues/decisions";
import type { Candidate, Fact, IssueDetails, NamedRecord } from "../../../core/issues/details";
import type { Columns } from "../../../core/mapping/columns";
import type { IssueRef } from "../../../core/plan/types";
import type { Row, SystemRecord, Value } from "../../../core/records";
import { isEmpty } from "../../../core/values/empty";
import { rowPath } from "../../../core/odata/key";
import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import type { Choice } from "../../../core/operation/types";
import type { DataverseCall } from "../../dataverse/call";
import { chunksOf } from "../../dataverse/in-filter";
import { selectOf, toRow } from "../../environment/rows";
import { fieldResult, readable } from "./field-result";
import type { Result } from "../item";
import { ownCall, systemCall, type Sync } from "../sync";
import { externalUrl } from "./report-links";
import { speaker } from "./words";
import { objectOf } from "../../systems/contract/system";

/** Columns by which people tell records of one name apart, in the order they are shown. */
const TELLING = [
  "emailaddress1",
  "company",
  "jobtitle",
  "telephone1",
  "mobilephone",
  "address1_city",
  "websiteurl",
  "ownerid",
] as const;
/** Columns a name is made of, where a record of the system has none of its own. */
const NAME_COLUMNS = ["firstname", "lastname", "name"] as const;
/** Candidates shown with one issue: whoever has to look through more merges them first. */
const SHOWN = 25;

export interface ToDescribe {
  readonly issue: IssueRef;
  readonly result: Result;
}

/** The candidates of all issues, read at once: nothing where there are none, else one request for a few hundred of each side. */
export interface CandidateRecords {
  readonly rows: ReadonlyMap<string, Row>;
  readonly records: ReadonlyMap<string, SystemRecord>;
}

/** @param call with whose rights rows are read: those that may not be are no candidates to be shown */
export async function readCandidates(
  sync: Sync,
  told: readonly ToDescribe[],
  call: DataverseCall = ownCall(sync),
): Promise<CandidateRecords> {
  const wanted = (rowless: boolean) => [
    ...new Set(
      told.filter((each) => (each.result.rowId === null) === rowless).flatMap((each) => candidatesOf(each)),
    ),
  ];
  const [rows, records] = await Promise.all([
    readRowsOf(sync, wanted(true), call),
    readRecordsOf(sync, wanted(false)),
  ]);
  return {
    rows: new Map(rows.map((row) => [row.id.toLowerCase(), row])),
    records: new Map(records.map((record) => [record.id, record])),
  };
}

/** wave_details: what a person needs to see in order to decide, and what she can decide. */
export function detailsOf(sync: Sync, each: ToDescribe, read: CandidateRecords): string {
  const { issue, result } = each;
  if (issue.code === "EXTERNAL_ID_UNPROVEN") return claimedDetails(sync, each);
  const { stop } = result.item;
  const { record, candidates } = choiceOf(sync, each, read, sync.lcid);
  const conflicts = issue.code === "CONFLICT" ? result.plan?.fields : undefined;
  const by = speaker(sync, sync.lcid);
  const details: IssueDetails = {
    version: 1,
    params: issue.params ?? {},
    decisions: decisionsFor(issue.code),
    table: sync.table.logicalName,
    ...(record ? { record } : {}),
    ...(stop?.candidates ? { candidates } : {}),
    ...(conflicts
      ? {
          fields: conflicts
            .filter((field) => field.verdict === "conflict")
            .map((field) => fieldResult(sync, field, by)),
        }
      : {}),
  };
  return JSON.stringify(details);
}

/** What there is to choose from, and for whom. */
export function choiceOf(
  sync: Sync,
  each: ToDescribe,
  { rows, records }: CandidateRecords,
  lcid: number | undefined,
): Pick<Choice, "record" | "candidates"> {
  const { result } = each;
  const { system } = result.item;
  const columns = sync.table.columns(lcid);
  // The other way round, it is the row that is known, and records of the system that could be meant.
  const candidates = candidatesOf(each).flatMap((id): readonly Candidate[] => {
    const row = result.rowId === null ? rows.get(id.toLowerCase()) : undefined;
    const record = result.rowId === null ? undefined : records.get(id);
    return [
      ...(row ? [{ ...namedRow(sync, row, columns), side: "dataverse" as const }] : []),
      ...(record ? [{ ...namedRecord(sync, record, columns), side: "system" as const }] : []),
    ];
  });
  return { ...(system && !system.deleted ? { record: namedRecord(sync, system, columns) } : {}), candidates };
}

/** The record an id in a row names, by nothing but that id: whoever typed it is to learn no more than she knows. */
function claimedDetails(sync: Sync, { issue, result }: ToDescribe): string {
  const named = (id: string): Candidate => {
    const url = externalUrl(sync, id);
    return { id, name: id, ...(url === null ? {} : { url }), facts: [], side: "system" };
  };
  const details: IssueDetails = {
    version: 1,
    params: {},
    decisions: decisionsFor(issue.code),
    table: sync.table.logicalName,
    candidates: (result.item.stop?.candidates ?? []).map(named),
  };
  return JSON.stringify(details);
}

function candidatesOf({ issue, result }: ToDescribe): readonly string[] {
  return offersCandidates(issue.code) ? (result.item.stop?.candidates ?? []).slice(0, SHOWN) : [];
}

export async function readRowsOf(
  sync: Sync,
  ids: readonly string[],
  call: DataverseCall,
): Promise<readonly Row[]> {
  if (ids.length === 0) return [];
  const { table, runtime } = sync;
  const select = [...new Set([...selectOf(table, TELLING), table.primaryName])].join(",");
  const rows: Row[] = [];
  for (const chunk of chunksOf(ids, MAX_BATCH_REQUESTS)) {
    const paths = chunk.map((id) => `${rowPath(table.entitySet, id)}?$select=${select}`);
    for (const answer of await runtime.client.batch(paths, call)) {
      // One that was deleted a moment ago is no candidate any more.
      if (!("error" in answer)) rows.push(toRow(table, answer.body));
    }
  }
  return rows;
}

async function readRecordsOf(sync: Sync, ids: readonly string[]): Promise<readonly SystemRecord[]> {
  if (ids.length === 0) return [];
  return objectOf(sync.connection.adapter, sync.mapping.systemObject).readMany(ids, systemCall(sync));
}

export function namedRow(sync: Sync, row: Row, columns: Columns): NamedRecord {
  return {
    id: row.id.toLowerCase(),
    name: String(row.values[sync.table.primaryName] ?? "–"),
    facts: TELLING.flatMap((column) => fact(sync, columns, column, row.values[column] ?? null)),
  };
}

/** The system's record under the labels of the columns its fields go to: those are the words people know. */
export function namedRecord(sync: Sync, record: SystemRecord, columns: Columns): NamedRecord {
  const valueFor = (column: string): Value => {
    const line = sync.mapping.lines.find((each) => each.column === column && each.systemField);
    return (line && record.values[line.systemField!]) ?? null;
  };
  const name = NAME_COLUMNS.map(valueFor).filter((part) => !isEmpty(part));
  const url = externalUrl(sync, record.id);
  return {
    id: record.id,
    name: name.length > 0 ? name.join(" ") : record.id,
    ...(url === null ? {} : { url }),
    facts: TELLING.flatMap((column) => fact(sync, columns, column, valueFor(column), true)),
  };
}

function fact(
  sync: Sync,
  columns: Columns,
  column: string,
  value: Value,
  asInSystem = false,
): readonly Fact[] {
  const info = columns[column];
  if (!info || info.secured || isEmpty(value)) return [];
  const text = asInSystem ? value : readable(sync, info, value);
  return [{ label: info.label ?? column, value: String(text) }];
}
