import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import { lookupTable, type Json } from "../../dataverse/json";
import type { TableMetadata } from "../../environment/table-metadata";
import { fitting } from "../append/append-activities";
import type { RowRef } from "../match/people-by-address";
import { readCall, type Sync } from "../sync";
import type { Piece } from "./piece";

/** Message-IDs are long: so many fit into one query. */
const IDS_IN_QUERY = 80;
const MESSAGE_ID = "messageid";
const REGARDING = "regardingobjectid";

/** A row that stands for a mail already. */
export interface FoundMail {
  readonly rowId: string;
  /** ISO 8601. */
  readonly createdOn: string;
}

/** What is there already. */
export interface Around {
  /** Rows of these mails, by the mail's id: ours, or one that was made of the same message elsewhere. */
  readonly found: ReadonlyMap<string, FoundMail>;
  /** Whom rows are about as they stand now, by row id; null: nobody. */
  readonly regarding: ReadonlyMap<string, RowRef | null>;
}

/**
 * Which of these mails have a row, by its computed id or by the message's own, and whom other rows are about: in one request.
 * @param rowIds rows of the same conversations
 */
export async function lookAround(
  sync: Sync,
  pieces: readonly Piece[],
  rowIds: readonly string[],
): Promise<Around> {
  const { table } = sync;
  const { entitySet, primaryId } = table;
  const byMessage = new Map<string, string>();
  for (const { mail, mailId } of pieces)
    if (mail.messageId !== null) byMessage.set(asStored(table, mail.messageId).toLowerCase(), mailId);
  const select = [primaryId, MESSAGE_ID, "createdon"];
  const paths = [
    ...chunksOf(
      pieces.map(({ mailId }) => mailId),
      IN_CHUNK,
    ).map((ids) => queryPath(entitySet, select, inFilter(primaryId, ids))),
    ...chunksOf([...byMessage.keys()], IDS_IN_QUERY).map((ids) =>
      queryPath(entitySet, select, inFilter(MESSAGE_ID, ids)),
    ),
  ];
  const ofThreads = chunksOf([...new Set(rowIds)], IN_CHUNK).map((ids) =>
    queryPath(entitySet, [primaryId, `_${REGARDING}_value`], inFilter(primaryId, ids)),
  );
  const answers = await readAll(sync, [...paths, ...ofThreads]);
  const found = new Map<string, FoundMail>();
  const ours = new Set(pieces.map(({ mailId }) => mailId));
  for (const row of answers.slice(0, paths.length).flat()) {
    const rowId = String(row[primaryId]).toLowerCase();
    const mailId = ours.has(rowId) ? rowId : byMessage.get(String(row[MESSAGE_ID] ?? "").toLowerCase());
    // Our own row stands before one that somebody else made.
    if (mailId !== undefined && (!found.has(mailId) || rowId === mailId))
      found.set(mailId, { rowId, createdOn: String(row.createdon ?? "") });
  }
  const regarding = new Map(
    answers
      .slice(paths.length)
      .flat()
      .map((row) => [String(row[primaryId]).toLowerCase(), regardingOf(row)] as const),
  );
  return { found, regarding };
}

function regardingOf(row: Json): RowRef | null {
  const id = row[`_${REGARDING}_value`];
  const table = lookupTable(row, REGARDING);
  return typeof id === "string" && table !== null ? { table, id: id.toLowerCase() } : null;
}

/** A Message-ID as its column holds it. */
function asStored(table: TableMetadata, messageId: string): string {
  return String(fitting(table, { [MESSAGE_ID]: messageId })[MESSAGE_ID]);
}

const OPPORTUNITY = "opportunity";

/**
 * The only open opportunity of each of these contacts and accounts, by `table/id`. None where there is no such table, or we may not read it.
 * https://learn.microsoft.com/dynamics365/developer/reference/entities/opportunity
 */
export async function openOpportunities(
  sync: Sync,
  customers: readonly RowRef[],
): Promise<ReadonlyMap<string, RowRef>> {
  if (customers.length === 0) return new Map();
  const table = await sync.runtime.table(OPPORTUNITY, { counter: sync.counter }).catch(orNone);
  if (!table) return new Map();
  const select = [table.primaryId, "_customerid_value", "_parentcontactid_value"];
  const ids = [...new Set(customers.map(({ id }) => id))];
  const paths = ["customerid", "parentcontactid"].flatMap((column) =>
    chunksOf(ids, IN_CHUNK).map((some) =>
      queryPath(table.entitySet, select, `statecode eq 0 and ${inFilter(column, some)}`),
    ),
  );
  const rows = (await readAll(sync, paths, true)).flat();
  const open = new Map<string, Set<string>>();
  for (const row of rows)
    for (const customer of [row._customerid_value, row._parentcontactid_value])
      if (typeof customer === "string") {
        const id = customer.toLowerCase();
        open.set(id, (open.get(id) ?? new Set()).add(String(row[table.primaryId]).toLowerCase()));
      }
  return new Map(
    customers.flatMap(({ id, table: of }) => {
      const [only, ...others] = open.get(id) ?? [];
      return only !== undefined && others.length === 0
        ? [[`${of}/${id}`, { table: OPPORTUNITY, id: only }] as const]
        : [];
    }),
  );
}

/** The rows of several queries, each in its place. */
export async function readAll(
  sync: Sync,
  paths: readonly string[],
  withoutForbidden = false,
): Promise<readonly (readonly Json[])[]> {
  const all: (readonly Json[])[] = [];
  for (const some of chunksOf(paths, MAX_BATCH_REQUESTS))
    for (const answer of await sync.runtime.client.batch(some, { ...readCall(sync), lookupTables: true })) {
      const forbidden = "error" in answer && withoutForbidden && answer.error.status === 403;
      if ("error" in answer && !forbidden) throw answer.error;
      all.push("error" in answer ? [] : ((answer.body.value ?? []) as readonly Json[]));
    }
  return all;
}

function orNone(error: unknown): null {
  if (error instanceof DataverseError && (error.status === 404 || error.status === 403)) return null;
  throw error;
}
