import * as schema from "../../../core/generated/schema";
import { guidLiteral, stringLiteral } from "../../../core/odata/literal";
import type { DataverseCall } from "../../dataverse/call";
import { MAX_BATCH_REQUESTS, type BatchWrite } from "../../dataverse/batch";
import type { DataverseClient } from "../../dataverse/client";
import { chunksOf } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { Names } from "../../state/privacy";
import { isNamedIn } from "./narrow";

const { link, issue, operation } = schema;

/** The tables of ours in Dataverse that hold something of people. */
export const OWN_TABLES = { wave_link: link, wave_issue: issue, wave_operation: operation } as const;
export type OwnTable = keyof typeof OWN_TABLES;
export type OwnRows = Readonly<Record<OwnTable, readonly Json[]>>;

/** Rows of ours in Dataverse about a person, as a whole. @throws DataverseError */
export async function ownRowsOf(
  client: DataverseClient,
  names: Names,
  call: DataverseCall,
): Promise<OwnRows> {
  const wanted = [...names.rowIds, ...names.externalIds];
  // Dataverse looks for a piece of text and takes some characters for wildcards: what it finds is looked at once more.
  const found = async (table: OwnTable, filters: readonly string[], texts: readonly string[]) => {
    const { entitySet, primaryId, columns, lookups } = OWN_TABLES[table];
    const select = [
      primaryId,
      ...Object.values(columns),
      ...Object.values(lookups).map(({ value }) => value),
    ];
    const rows = await client.list(entitySet, { select, filter: filters.join(" or ") }, call);
    return rows.filter((row) => {
      return isNamedIn(row, wanted) || texts.some((column) => isNamedInText(row[column], wanted));
    });
  };
  const quoted = (column: string) =>
    wanted.map((name) => `contains(${column},${stringLiteral(JSON.stringify(name))})`);
  const is = (column: string, ids: readonly string[]) => ids.map((id) => `${column} eq ${stringLiteral(id)}`);
  const pointsAt = (lookup: { readonly value: string }) =>
    names.rowIds.map((id) => `${lookup.value} eq ${guidLiteral(id)}`);
  return {
    wave_link: await found(
      "wave_link",
      [...is(link.columns.recordid, names.rowIds), ...is(link.columns.externalid, names.externalIds)],
      [],
    ),
    wave_issue: await found(
      "wave_issue",
      [
        ...is(issue.columns.externalid, names.externalIds),
        ...[issue.lookups.contact, issue.lookups.account].flatMap(pointsAt),
        ...quoted(issue.columns.details),
      ],
      [issue.columns.details],
    ),
    wave_operation: await found(
      "wave_operation",
      [
        ...[operation.lookups.contact, operation.lookups.account].flatMap(pointsAt),
        ...quoted(operation.columns.request),
        ...quoted(operation.columns.result),
      ],
      [operation.columns.request, operation.columns.result],
    ),
  };
}

/** Whether one of the names is a value somewhere in a JSON text; where the text was cut off, whether it stands in it. */
function isNamedInText(text: unknown, names: readonly string[]): boolean {
  if (typeof text !== "string") return false;
  try {
    return isNamedIn(JSON.parse(text), names);
  } catch {
    return names.some((name) => text.includes(JSON.stringify(name)));
  }
}

/** An operation keeps its outcome and its numbers; who and what it was about goes. */
const BLANK: Json = {
  ...Object.fromEntries(
    (["request", "result", "message", "nextstep"] as const).map((name) => [operation.columns[name], null]),
  ),
  [`${operation.lookups.contact.nav}@odata.bind`]: null,
  [`${operation.lookups.account.nav}@odata.bind`]: null,
};

/** Erases rows of ours: links and issues go, of operations what they were about. Gives their number. @throws DataverseError */
export async function eraseOwnRows(
  client: DataverseClient,
  table: OwnTable,
  ids: readonly string[],
  call: DataverseCall,
): Promise<number> {
  const write = table === "wave_operation" ? { method: "PATCH" as const, body: BLANK } : {};
  return writeRows(client, table, ids, { method: "DELETE", ...write }, call);
}

/** One write to each of these rows, a batch at a time; rows that are gone already are no error. @throws DataverseError */
export async function writeRows(
  client: DataverseClient,
  table: keyof typeof TABLES,
  ids: readonly string[],
  write: Pick<BatchWrite, "method" | "body">,
  call: DataverseCall,
): Promise<number> {
  const { entitySet } = TABLES[table];
  for (const chunk of chunksOf(ids, BATCH)) {
    const answers = await client.writes(
      chunk.map((id) => ({ ...write, path: `${entitySet}(${guidLiteral(id)})`, ifMatch: "*" })),
      call,
    );
    for (const answer of answers) if ("error" in answer && answer.error.status !== 404) throw answer.error;
  }
  return ids.length;
}

const TABLES = { ...OWN_TABLES, wave_run: schema.run } as const;

/** Small, so that whoever syncs meanwhile does not wait for it. */
const BATCH = Math.min(100, MAX_BATCH_REQUESTS);
