import { connection, issue, IssueStatus, mapping } from "../../../../core/generated/schema";
import type { IssueCode } from "../../../../core/issues/codes";
import { parseIssueDetails } from "../../../../core/issues/details";
import { guidLiteral, stringLiteral } from "../../../../core/odata/literal";
import { fetchTransport, type WebApiRow } from "../../../client";
import { id, must, number, readMany, text } from "./dataverse";

/** Open issues that one cure helps: of one code, for one reason, of one mapping. */
export interface Cause {
  readonly key: string;
  readonly code: IssueCode;
  /** What they have in common, as `wave_issue.wave_cause` says it; null where the code says it all. */
  readonly reason: string | null;
  readonly connectionId: string;
  readonly connectionName: string;
  readonly mappingId: string;
  readonly mappingName: string;
  readonly count: number;
  /** What the words of one of them are made of. */
  readonly params: Readonly<Record<string, string | number>>;
}

/** One record that has such an issue. */
export interface IssueRow {
  readonly id: string;
  readonly message: string;
  readonly nextStep: string;
  readonly lastOn: string;
  readonly externalId: string;
  /** The record in Dynamics; null where there is none yet. */
  readonly record: {
    readonly table: "contact" | "account";
    readonly id: string;
    readonly name: string;
  } | null;
}

const { columns: c, lookups } = issue;
const COUNT = "n";
const BY = [c.code, c.cause, lookups.connection.value, lookups.mapping.value];
const OPEN = `${c.issuestatus} eq ${IssueStatus.Open}`;
const SELECT = [
  c.message,
  c.nextstep,
  c.lastoccurredon,
  c.externalid,
  lookups.contact.value,
  lookups.account.value,
].join(",");

/** Dataverse answers at most so many rows at once; the largest causes are seen to first anyway. */
const PAGE = 5_000;

const query = (send: typeof fetch, options: Readonly<Record<string, string | number>>) =>
  fetchTransport("", send).query(
    issue.logicalName,
    issue.entitySet,
    `?${Object.entries(options)
      .map(([name, value]) => `${name}=${encodeURIComponent(value)}`)
      .join("&")}`,
  );

/**
 * What is open, by cause, the most frequent first: one request for the counts, one for names, and one for the words of each cause with a reason of its own.
 * @throws ClientError
 */
export async function readCauses(send: typeof fetch): Promise<readonly Cause[]> {
  const [groups, names] = await Promise.all([
    query(send, {
      $apply: `filter(${OPEN})/groupby((${BY.join(",")}),aggregate($count as ${COUNT}))`,
    }),
    readNames(send),
  ]);
  const causes = groups
    .map((row) => causeOf(row, names))
    .sort((a, b) => b.count - a.count || a.key.localeCompare(b.key));
  return Promise.all(causes.map(async (cause) => ({ ...cause, params: await paramsOf(send, cause) })));
}

/** Names of connections and mappings, by id: rows that are counted bring none. */
async function readNames(send: typeof fetch): Promise<ReadonlyMap<string, string>> {
  const tables = [connection, mapping];
  const answers = await readMany(
    send,
    tables.map(({ columns, entitySet, logicalName }) => ({
      ...{ table: logicalName, entitySet },
      options: `?$select=${columns.name}`,
    })),
  );
  return new Map(
    answers.flatMap((rows, at) =>
      must(rows).map((row) => [id(row[tables[at]!.primaryId]), text(row[tables[at]!.columns.name])] as const),
    ),
  );
}

function causeOf(row: WebApiRow, names: ReadonlyMap<string, string>): Cause {
  const connectionId = id(row[lookups.connection.value]);
  const mappingId = id(row[lookups.mapping.value]);
  const reason = text(row[c.cause]) || null;
  const code = text(row[c.code]) as IssueCode;
  return {
    key: [code, mappingId, connectionId, reason ?? ""].join(" "),
    ...{ code, reason, connectionId, mappingId },
    connectionName: names.get(connectionId) ?? "",
    mappingName: names.get(mappingId) ?? "",
    count: number(row[COUNT]),
    params: {},
  };
}

const formatted = (row: WebApiRow, column: string): string =>
  text(row[`${column}@OData.Community.Display.V1.FormattedValue`]);

/** The words of an issue whose reason is its own are those of any other of its cause. */
async function paramsOf(send: typeof fetch, cause: Cause): Promise<Cause["params"]> {
  if (cause.reason === null) return {};
  const [row] = await query(send, { $select: c.details, $filter: filterOf(cause), $top: 1 });
  return parseIssueDetails(text(row?.[c.details]))?.params ?? {};
}

function filterOf({ code, connectionId, mappingId, reason }: Cause): string {
  const guid = (value: string) => (value === "" ? "null" : guidLiteral(value));
  return [
    OPEN,
    `${c.code} eq ${stringLiteral(code)}`,
    `${c.cause} eq ${reason === null ? "null" : stringLiteral(reason)}`,
    `${lookups.connection.value} eq ${guid(connectionId)}`,
    `${lookups.mapping.value} eq ${guid(mappingId)}`,
  ].join(" and ");
}

/** The newest issues of a cause. @throws ClientError */
export async function readIssuesOf(
  send: typeof fetch,
  cause: Cause,
  most = PAGE,
): Promise<readonly IssueRow[]> {
  const rows = await query(send, {
    $select: SELECT,
    $filter: filterOf(cause),
    $orderby: `${c.lastoccurredon} desc`,
    $top: most,
  });
  return rows.map(issueRow);
}

function issueRow(row: WebApiRow): IssueRow {
  const record = (["contact", "account"] as const)
    .map((table) => ({
      table,
      id: id(row[lookups[table].value]),
      name: formatted(row, lookups[table].value),
    }))
    .find((each) => each.id !== "");
  return {
    id: id(row[issue.primaryId]),
    message: text(row[c.message]),
    nextStep: text(row[c.nextstep]),
    lastOn: text(row[c.lastoccurredon]),
    externalId: text(row[c.externalid]),
    record: record ?? null,
  };
}
