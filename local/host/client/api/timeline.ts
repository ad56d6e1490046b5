import { ANNOTATIONS, FORMATTED, getAll, getJson, type ODataRow } from "./http";
import { loadForms } from "./forms";
import { loadSummaries } from "./metadata";
import type { TableSummary } from "./metadata-types";
import { guid } from "../util/xml";

/** What somebody did, said or is to do, about one record. */
export interface TimelineEntry {
  readonly id: string;
  readonly table: TableSummary;
  /** Whether its table has a form to open it on. */
  readonly opens: boolean;
  readonly subject: string;
  /** As it reads, without markup. */
  readonly text: string;
  /** When it happened, or was made. */
  readonly at: Date;
  /** What its state says: "Completed". */
  readonly state: string;
  readonly isOpen: boolean;
  /** Who created it. */
  readonly author: string;
  readonly from: readonly string[];
  readonly to: readonly string[];
}

/** Activities shown at most. */
const SHOWN = 50;
/** Kinds of parties: reference/entities/activityparty. */
const FROM = 1;
const TO = 2;

/** The activities about a record, the latest first. */
export async function readTimeline(recordId: string): Promise<readonly TimelineEntry[]> {
  const id = guid(recordId);
  const pointers = await getJson<{ value: readonly ODataRow[] }>(
    `activitypointers?$select=activityid,activitytypecode,subject,sortdate,actualend,createdon,statecode,_createdby_value` +
      `&$filter=_regardingobjectid_value eq ${id}&$orderby=createdon desc&$top=${SHOWN}`,
    { prefer: ANNOTATIONS },
  );
  const tables = await loadSummaries();
  const kinds = new Set(pointers.value.map((row) => String(row.activitytypecode)));
  const rows = new Map<string, ODataRow>();
  const opening = new Set<string>();
  for (const kind of kinds) {
    const table = tables.get(kind);
    if (!table) continue;
    for (const row of await readKind(table, id)) rows.set(String(row.activityid), row);
    if ((await loadForms(kind)).length > 0) opening.add(kind);
  }
  const entries = pointers.value.flatMap((pointer): TimelineEntry[] => {
    const table = tables.get(String(pointer.activitytypecode));
    if (!table) return [];
    const row = rows.get(String(pointer.activityid)) ?? {};
    return [{ ...entryOf(table, pointer, row), opens: opening.has(table.logicalName) }];
  });
  return entries.sort((a, b) => b.at.getTime() - a.at.getTime());
}

/** What only rows of their own kind know: their text, and their parties. */
function readKind(table: TableSummary, recordId: string): Promise<readonly ODataRow[]> {
  const parties = `${table.logicalName}_activity_parties`;
  return getAll<ODataRow>(
    `${table.entitySetName}?$select=activityid,description` +
      `&$expand=${parties}($select=participationtypemask,addressused,_partyid_value)` +
      `&$filter=_regardingobjectid_value eq ${recordId}`,
    { prefer: ANNOTATIONS },
  );
}

function entryOf(table: TableSummary, pointer: ODataRow, row: ODataRow): Omit<TimelineEntry, "opens"> {
  const parties = (row[`${table.logicalName}_activity_parties`] ?? []) as readonly ODataRow[];
  const named = (kind: number) =>
    parties
      .filter((party) => party.participationtypemask === kind)
      .map((party) => String(party[`_partyid_value${FORMATTED}`] ?? party.addressused ?? ""))
      .filter((name) => name !== "");
  return {
    id: String(pointer.activityid),
    table,
    subject: String(pointer.subject ?? ""),
    text: readable(String(row.description ?? "")),
    at: new Date(String(pointer.sortdate ?? pointer.actualend ?? pointer.createdon)),
    state: String(pointer[`statecode${FORMATTED}`] ?? ""),
    isOpen: pointer.statecode === 0,
    author: String(pointer[`_createdby_value${FORMATTED}`] ?? ""),
    from: named(FROM),
    to: named(TO),
  };
}

/** Parsed, never put on the page: nothing in it runs. */
function readable(description: string): string {
  if (!/<[a-z/][^>]*>|&[a-z#0-9]+;/i.test(description)) return description;
  const document = new DOMParser().parseFromString(
    description.replace(/<br\s*\/?>|<\/(p|div|li)>/gi, "\n$&"),
    "text/html",
  );
  return (document.body.textContent ?? "").trim();
}
