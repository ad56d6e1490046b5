import { issue, link, mapping, run, RunKind, RunStatus, SyncStatus } from "../../../../core/generated/schema";
import { ACTIVITIES } from "../../../../core/mapping/activities";
import { canBeUndone as canBe } from "../../../../core/operation/can-be-undone";
import { guidLiteral } from "../../../../core/odata/literal";
import { OUTCOMES, type OutcomeCounts } from "../../../../core/outcome";
import { ClientError, fetchTransport, type WebApiRow } from "../../../client";
import type { Standing } from "../route";
import { id, nameIn, number, text } from "./dataverse";

export type RunState = keyof typeof RunStatus;

/** How far a run is, or has come. */
export interface RunStanding {
  readonly id: string;
  readonly status: RunState;
  /** ISO 8601; "" where there is none. */
  readonly startedOn: string;
  readonly endedOn: string;
  readonly expectedOn: string;
  /** Records it is to look at; 0 while nobody knows. */
  readonly total: number;
  readonly counts: OutcomeCounts;
}

/** A row of wave_run. */
export interface RunRow extends RunStanding {
  readonly kind: keyof typeof RunKind;
  /** Requests to Dynamics. */
  readonly requests: number;
  /** What it has to say, and what to do. */
  readonly message: string;
  /** The person who asked for it; "" when nobody did. */
  readonly startedBy: string;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly mappingName: string;
  /** Logical name of the mapping's table; "" where the mapping is gone. */
  readonly table: string;
  readonly reference: string;
}

const { columns: c, lookups } = run;
const EXPAND = lookups.mapping.nav;
/** Columns of a run's standing. */
export const STANDING_COLUMNS: readonly string[] = [
  ...[c.runstatus, c.startedon, c.endedon, c.expectedon, c.total],
  ...OUTCOMES.map((each) => c[each]),
];
const SELECT = [
  ...STANDING_COLUMNS,
  ...[c.runkind, c.requests, c.message, c.correlationid],
  ...[lookups.connection.value, lookups.startedby.value],
].join(",");

type Options = Readonly<Record<string, string | number>>;

const query = (
  send: typeof fetch,
  { entitySet, logicalName }: { readonly entitySet: string; readonly logicalName: string },
  options: Options,
) =>
  fetchTransport("", send).query(
    logicalName,
    entitySet,
    `?${Object.entries(options)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join("&")}`,
  );

/** Which runs: of one connection, of one day of whoever looks, all. */
export interface RunsAsked {
  readonly connectionId?: string | undefined;
  /** "2026-11-30" */
  readonly day?: string | undefined;
}

/** The latest runs, the newest first. @throws ClientError */
export async function readRuns(
  send: typeof fetch,
  { connectionId, day }: RunsAsked,
  most: number,
): Promise<readonly RunRow[]> {
  const filters = [
    ...(connectionId ? [`${lookups.connection.value} eq ${guidLiteral(connectionId)}`] : []),
    ...(day ? [`${c.startedon} ge ${midnight(day, 0)} and ${c.startedon} lt ${midnight(day, 1)}`] : []),
  ];
  const rows = await query(send, run, {
    $select: SELECT,
    $expand: `${EXPAND}($select=${mapping.columns.name},${mapping.columns.table})`,
    ...(filters.length > 0 ? { $filter: filters.join(" and ") } : {}),
    $orderby: `${c.startedon} desc`,
    $top: most,
  });
  return rows.map(runRow);
}

/** Where a day of whoever looks begins, or ends, as ISO 8601. */
function midnight(day: string, later: number): string {
  const [year = 0, month = 1, date = 1] = day.split("-").map(Number);
  return new Date(year, month - 1, date + later).toISOString();
}

/** One run. @throws ClientError RECORD_NOT_FOUND, NO_PRIVILEGE */
export async function readRun(send: typeof fetch, runId: string): Promise<RunRow> {
  const [row] = await query(send, run, {
    $select: SELECT,
    $expand: `${EXPAND}($select=${mapping.columns.name},${mapping.columns.table})`,
    $filter: `${run.primaryId} eq ${guidLiteral(runId)}`,
  });
  if (!row) throw new ClientError("RECORD_NOT_FOUND");
  return runRow(row);
}

const FORMATTED = "@OData.Community.Display.V1.FormattedValue";

export function standingIn(row: WebApiRow): RunStanding {
  return {
    id: id(row[run.primaryId]),
    status: nameIn(RunStatus, row[c.runstatus]) ?? "Queued",
    startedOn: text(row[c.startedon]),
    endedOn: text(row[c.endedon]),
    expectedOn: text(row[c.expectedon]),
    total: number(row[c.total]),
    counts: countsIn(row),
  };
}

function runRow(row: WebApiRow): RunRow {
  const its = (row[EXPAND] ?? {}) as WebApiRow;
  return {
    ...standingIn(row),
    kind: nameIn(RunKind, row[c.runkind]) ?? "Scheduled",
    requests: number(row[c.requests]),
    message: text(row[c.message]),
    startedBy: text(row[`${lookups.startedby.value}${FORMATTED}`]),
    connectionId: id(row[lookups.connection.value]),
    connectionName: text(row[`${lookups.connection.value}${FORMATTED}`]),
    mappingName: text(its[mapping.columns.name]),
    table: text(its[mapping.columns.table]),
    reference: text(row[c.correlationid]),
  };
}

const countsIn = (row: WebApiRow): OutcomeCounts =>
  Object.fromEntries(OUTCOMES.map((each) => [each, number(row[c[each]])])) as unknown as OutcomeCounts;

export const isUnderWay = ({ status }: Pick<RunStanding, "status">): boolean =>
  status === "Queued" || status === "Running";

/** What an undo has done is told record by record as well, but for activities: those are gone. */
export const tellsWhatItWrote = ({ counts, kind, table }: RunRow): boolean =>
  kind === "Undo" ? !ACTIVITIES.has(table) : counts.created + counts.updated > 0;

export const canBeUndone = (row: RunRow): boolean =>
  tellsWhatItWrote(row) && canBe({ ...row.counts, status: RunStatus[row.status], kind: RunKind[row.kind] });

/** What runs did on one day. */
export interface DayOfRuns {
  /** "2026-11-30", as whoever looks counts days. */
  readonly day: string;
  readonly counts: OutcomeCounts;
  readonly runs: number;
}

export interface RunHistory {
  /** The oldest first, days without a run included. */
  readonly days: readonly DayOfRuns[];
  /** Requests that runs have sent to Dynamics: within an hour, within a day. */
  readonly lastHour: number;
  readonly lastDay: number;
}

const DAYS = 30;
const DAY_MS = 86_400_000;
const MOST = 5_000;

/** What runs did within 30 days. @throws ClientError */
export async function readHistory(send: typeof fetch, now = new Date()): Promise<RunHistory> {
  const first = new Date(now.getFullYear(), now.getMonth(), now.getDate() - DAYS + 1);
  const rows = await query(send, run, {
    $select: [c.startedon, c.requests, ...OUTCOMES.map((each) => c[each])].join(","),
    $filter: `${c.startedon} ge ${first.toISOString()}`,
    $orderby: `${c.startedon} desc`,
    $top: MOST,
  });
  const days = Array.from({ length: DAYS }, (_, at) =>
    dayOf(new Date(first.getFullYear(), first.getMonth(), first.getDate() + at)),
  );
  const within = (ms: number) =>
    rows
      .filter((row) => now.getTime() - Date.parse(text(row[c.startedon])) < ms)
      .reduce((sum, row) => sum + number(row[c.requests]), 0);
  return {
    days: days.map((day) => {
      const its = rows.filter((row) => dayOf(new Date(text(row[c.startedon]))) === day);
      const counts = Object.fromEntries(
        OUTCOMES.map((each) => [each, its.reduce((sum, row) => sum + number(row[c[each]]), 0)]),
      ) as unknown as OutcomeCounts;
      return { day, counts, runs: its.length };
    }),
    lastHour: within(DAY_MS / 24),
    lastDay: within(DAY_MS),
  };
}

function dayOf(date: Date): string {
  const two = (value: number) => String(value).padStart(2, "0");
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
}

/** A problem that a run has met, or a record and how it stands. */
export interface ListedRecord {
  /** Row of wave_issue, or of wave_link. */
  readonly id: string;
  readonly message: string;
  readonly lastOn: string;
  readonly externalId: string;
  readonly record: { readonly table: string; readonly id: string; readonly name: string } | null;
}

/** The same of a link, with the code of what keeps it from being in sync; "" for nothing. */
export interface ListedLink extends ListedRecord {
  readonly code: string;
}

/** Issues that a run has opened, or met again, and that are still there. @throws ClientError */
export async function readIssuesOfRun(send: typeof fetch, runId: string, most: number) {
  const { columns } = issue;
  const rows = await query(send, issue, {
    $select: [
      ...[columns.message, columns.lastoccurredon, columns.externalid, columns.issuestatus],
      ...[issue.lookups.contact.value, issue.lookups.account.value],
    ].join(","),
    $filter: `${issue.lookups.run.value} eq ${guidLiteral(runId)} and statecode eq 0`,
    $orderby: `${columns.lastoccurredon} desc`,
    $top: most,
  });
  return rows.map((row): ListedRecord => ({
    id: id(row[issue.primaryId]),
    message: text(row[columns.message]),
    lastOn: text(row[columns.lastoccurredon]),
    externalId: text(row[columns.externalid]),
    record: recordIn(row, issue.lookups),
  }));
}

function recordIn(
  row: WebApiRow,
  tables: Readonly<Record<"contact" | "account", { readonly value: string }>>,
): ListedRecord["record"] {
  for (const table of ["contact", "account"] as const) {
    const recordId = id(row[tables[table].value]);
    if (recordId) return { table, id: recordId, name: text(row[`${tables[table].value}${FORMATTED}`]) };
  }
  return null;
}

/** How links stand that are counted together. */
export const STATUSES: Readonly<Record<Standing, readonly (keyof typeof SyncStatus)[]>> = {
  inSync: ["InSync"],
  waiting: ["Pending", "Working"],
  attention: ["Conflict", "NeedsAttention", "Parked"],
  failed: ["Failed"],
};

/** The records of a connection that stand one way, those synced last first. @throws ClientError */
export async function readRecords(
  send: typeof fetch,
  connectionId: string,
  standing: Standing,
  most: number,
): Promise<readonly ListedLink[]> {
  const { columns } = link;
  const statuses = STATUSES[standing].map((each) => `${columns.linkstatus} eq ${SyncStatus[each]}`);
  const rows = await query(send, link, {
    $select: [
      ...[columns.name, columns.code, columns.syncedon, columns.externalid],
      ...[link.lookups.contact.value, link.lookups.account.value],
    ].join(","),
    $filter: `${link.lookups.connection.value} eq ${guidLiteral(connectionId)} and (${statuses.join(" or ")})`,
    $orderby: `${columns.syncedon} desc`,
    $top: most,
  });
  return rows.map((row) => ({
    id: id(row[link.primaryId]),
    // What a link says in words leaves out what only some may read.
    message: "",
    code: text(row[columns.code]),
    lastOn: text(row[columns.syncedon]),
    externalId: text(row[columns.externalid]),
    record: recordIn(row, link.lookups),
  }));
}
