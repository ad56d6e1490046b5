import { SyncStatus } from "../../../core/generated/schema";
import { isReference } from "../../../core/mapping/columns";
import { columnOf, tableOf } from "../../../core/mapping/lookup-path";
import type { MappingLine } from "../../../core/mapping/types";
import { writes } from "../../../core/plan/direction";
import type { FieldPlan, FieldReason, IssueRef, RecordPlan } from "../../../core/plan/types";
import {
  readDetails,
  systemIn,
  withSystem,
  worstOf,
  writeDetails,
  type StatusName,
  type SyncDetails,
  type SystemDetails,
} from "../../../core/sync/details";
import { fingerprint } from "../../../core/sync/fingerprint";
import { detailsLength, stampedDetails, stampedOn, stampedStatus } from "../../tables/stamp";
import type { Item } from "../item";
import type { Sync } from "../sync";

/** What is known of a record when its row is written. */
export interface Written {
  readonly item: Item;
  readonly plan: RecordPlan | null;
  readonly externalId: string | null;
  /** Value of wave_syncstatus. */
  readonly status: number;
  readonly issue: IssueRef | undefined;
  /** What was told before still holds. */
  readonly uncured?: boolean | undefined;
  /** When it was synced (ISO 8601); undefined: it was not, this time. */
  readonly syncedOn: string | undefined;
  /** When the row says that it was stamped (ISO 8601); undefined: it says what it said before. */
  readonly stampedOn: string | undefined;
  /** Which sides hold now what the plan says. */
  readonly wrote: { readonly dataverse: boolean; readonly system: boolean };
}

/** The row's wave_syncdetails after a sync; null: there is nothing to say, and what is there stays. */
export function detailsAfter(sync: Sync, written: Written): string | null {
  const maxLength = detailsLength(sync.columns);
  if (maxLength === null || written.externalId === null) return null;
  const before = detailsOf(written.item);
  const system = systemAfter(sync, written, written.externalId, systemIn(before, scopeOf(sync)));
  return writeDetails(withSystem(before, system), maxLength);
}

/** Whether two texts of wave_syncdetails say the same, but for when it was said. */
export function saysTheSame(one: unknown, other: unknown): boolean {
  return timeless(readDetails(one)) === timeless(readDetails(other));
}

/**
 * The status that a row shows, where this system says `status` of it: systems that are no longer connected have no say any more. What has
 * no record in this system shows what the others say, since nothing on the row could remember this one's word.
 * @param status and the answer: a value of wave_syncstatus
 */
export function shownStatus(
  sync: Sync,
  item: Pick<Item, "row">,
  status: number,
  externalId: string | null,
): number {
  const { systems } = detailsOf(item);
  const own = systemIn({ version: 1, systems }, scopeOf(sync));
  const others = systems.filter(
    (each) => each !== own && each.status !== "Unlinked" && sync.runtime.connections.has(each.connection),
  );
  const [first] = others;
  if (first === undefined) return status;
  return SyncStatus[
    worstOf(
      externalId === null ? first.status : statusName(status),
      others.map((each) => each.status),
    )
  ];
}

/** What this system said of a row last; of a row of which no system has a word by itself, what it shows. */
export function statusBefore(sync: Sync, row: Item["row"]): unknown {
  const details = detailsOf({ row });
  if (details.systems.length === 0) return stampedStatus(row);
  const own = systemIn(details, scopeOf(sync));
  return own && SyncStatus[own.status];
}

/**
 * When this system's mapping has stamped a row last (ISO 8601): another system's stamp says nothing of what ours has written. Null where it
 * never did.
 */
export function ownStamp(sync: Sync, row: Item["row"]): string | null {
  const own = systemIn(detailsOf({ row }), scopeOf(sync));
  return own ? (own.stampedOn ?? own.syncedOn ?? null) : stampedOn(row);
}

function timeless({ systems }: SyncDetails): string {
  const told = systems.map(({ syncedOn: _on, connection, object, externalId, status, code, columns }) => [
    [connection, object, externalId, status, code ?? ""],
    Object.entries(columns).sort(([a], [b]) => (a < b ? -1 : 1)),
  ]);
  return JSON.stringify(told.map((each) => JSON.stringify(each)).sort());
}

export function detailsOf(item: Pick<Item, "row">): SyncDetails {
  return readDetails(stampedDetails(item.row));
}

/** Whose part of the document is meant. */
export function scopeOf({ connection, mapping }: Sync): Pick<SystemDetails, "connection" | "object"> {
  return { connection: connection.id, object: mapping.systemObject };
}

function systemAfter(
  sync: Sync,
  written: Written,
  externalId: string,
  before: SystemDetails | undefined,
): SystemDetails {
  const status = statusName(written.status);
  const syncedOn = written.syncedOn ?? before?.syncedOn;
  const stampedOn = written.stampedOn ?? before?.stampedOn ?? before?.syncedOn;
  const code = written.issue?.code ?? (written.uncured ? before?.code : undefined);
  return {
    ...scopeOf(sync),
    externalId,
    status,
    ...(syncedOn === undefined ? {} : { syncedOn }),
    ...(stampedOn === undefined || stampedOn === syncedOn ? {} : { stampedOn }),
    ...(code ? { code } : {}),
    ...broughtBy(sync, written, before?.brought),
    columns: status === "Unlinked" ? {} : columnsAfter(sync, written, before?.columns ?? {}),
  };
}

/** So many columns are named of what a sync has brought: more would say no more to anybody. */
const MOST_BROUGHT = 12;

/** Which columns of a row hold something else by this sync, or by the last one that brought anything; of a new row, none. */
function broughtBy(
  sync: Sync,
  { item, plan, stampedOn, syncedOn, wrote }: Written,
  before: SystemDetails["brought"],
): Pick<SystemDetails, "brought"> {
  const on = stampedOn ?? syncedOn;
  const columns = (wrote.dataverse && item.row !== null && plan?.fields) || [];
  const named = columns.flatMap(({ column, verdict }) => {
    const info = verdict === "writeDataverse" ? sync.columns[column] : undefined;
    return info && !info.secured && !info.notReadable ? [webName(sync, column)] : [];
  });
  if (named.length === 0 || on === undefined) return before ? { brought: before } : {};
  return { brought: { on, columns: [...new Set(named)].slice(0, MOST_BROUGHT) } };
}

export function statusName(value: number): StatusName {
  const entries = Object.entries(SyncStatus) as [StatusName, number][];
  return entries.find(([, each]) => each === value)![0];
}

function columnsAfter(
  sync: Sync,
  written: Written,
  before: SystemDetails["columns"],
): Readonly<Record<string, string>> {
  const { item, plan, wrote } = written;
  const after: Record<string, string> = {};
  const open = new Set<string>();
  for (const line of sync.mapping.lines) {
    const column = columnTold(sync, line);
    if (column === null || open.has(column)) continue;
    const field = plan?.fields.find((each) => each.line === line.id);
    if (field && isSettled(field, wrote)) {
      after[column] = fingerprint(column, valueAfter(field));
      continue;
    }
    // Still to be sent, or not looked at: what was agreed before holds.
    open.add(column);
    delete after[column];
    const base = item.base?.dataverse[line.id];
    const agreed = before[column] ?? (base === undefined ? undefined : fingerprint(column, base));
    if (agreed !== undefined) after[column] = agreed;
  }
  return after;
}

/** Rules that keep a value where it is for good: nothing of it is left to send. */
const STAYS: ReadonlySet<FieldReason> = new Set(["oneWay", "onlyWhenEmpty"]);

/** The sync has dealt with what the column holds now: it is there, it was just written, or a rule keeps it here. */
function isSettled({ verdict, reason }: FieldPlan, wrote: Written["wrote"]): boolean {
  if (verdict === "writeDataverse") return wrote.dataverse;
  if (verdict === "writeSystem") return wrote.system;
  return verdict === "unchanged" || (verdict === "leftOut" && STAYS.has(reason));
}

function valueAfter({ verdict, dataverse, result }: FieldPlan) {
  return verdict === "writeDataverse" ? (result ?? null) : dataverse;
}

/**
 * The Web API's name of the column whose edits a line carries to the system; null for lines of which a form could not tell.
 * Columns under column security are left out: not even a fingerprint of theirs stands where everybody reads it.
 */
function columnTold({ columns, mapping, red }: Sync, line: MappingLine): string | null {
  const info = columns[line.column];
  if (line.kind !== "field" || red.has(line.id) || !info || info.notReadable || info.secured) return null;
  if (!writes(line.direction, "toSystem") || !writes(mapping.direction, "toSystem")) return null;
  if (tableOf(line.column) !== null || info.type === "uniqueIdentifier") return null;
  return webName({ columns }, line.column);
}

/** A column as the Web API reads it. */
function webName({ columns }: Pick<Sync, "columns">, column: string): string {
  const info = columns[column];
  return info && isReference(info) ? `_${columnOf(column)}_value` : column;
}
