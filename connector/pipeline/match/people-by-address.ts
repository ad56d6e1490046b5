import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import { DataverseError } from "../../dataverse/dataverse-error";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import { lookupTable, type Json } from "../../dataverse/json";
import type { AddressHolder } from "../../../core/mail/decide";
import { activeOnly } from "../../tables/state-model";
import { readCall, type Sync } from "../sync";

/** A row that stands for a person or company. */
export interface RowRef {
  readonly table: string;
  readonly id: string;
}

/** Where each table that may take part in an activity keeps its addresses, in the order in which it is meant: one of us before a customer. */
const ADDRESSES: readonly { readonly table: string; readonly columns: readonly string[] }[] = [
  { table: "systemuser", columns: ["internalemailaddress"] },
  { table: "contact", columns: ["emailaddress1", "emailaddress2", "emailaddress3"] },
  { table: "account", columns: ["emailaddress1"] },
  { table: "lead", columns: ["emailaddress1"] },
];

/** Whom a contact works for. */
const EMPLOYER = "parentcustomerid";

interface Question {
  readonly table: string;
  readonly primaryId: string;
  readonly column: string;
  readonly path: string;
}

/**
 * Whose email addresses these are, by address in lower case: the one row of the first table that has it. Several rows of one table decide
 * nothing, and nobody of a later table is taken in their place: who is meant stays open.
 */
export async function peopleByAddress(
  sync: Sync,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, RowRef>> {
  const holders = await holdersByAddress(sync, addresses);
  return new Map(
    [...holders].flatMap(([address, [first, ...others]]): [string, RowRef][] =>
      first && others.length === 0 ? [[address, { table: first.table, id: first.id }]] : [],
    ),
  );
}

/** Everybody whose addresses these are, by address in lower case: all rows of the first table that has it, in one request for a thousand. */
export async function holdersByAddress(
  sync: Sync,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, readonly AddressHolder[]>> {
  const wanted = [...new Set(addresses.map((address) => address.trim().toLowerCase()))];
  const questions = wanted.length === 0 ? [] : await questionsFor(sync, wanted);
  const holders = new Map<string, Map<string, Map<string, AddressHolder>>>();
  for (const some of chunksOf(questions, MAX_BATCH_REQUESTS)) {
    const answers = await sync.runtime.client.batch(
      some.map(({ path }) => path),
      { ...readCall(sync), lookupTables: true },
    );
    some.forEach(({ column, primaryId, table }, at) => {
      const answer = answers[at]!;
      // What may not be read is nobody to point to.
      if ("error" in answer) {
        if (answer.error.status === 403) return;
        throw answer.error;
      }
      for (const row of (answer.body.value ?? []) as readonly Json[]) {
        const address = String(row[column] ?? "").toLowerCase();
        const tables = holders.get(address) ?? new Map<string, Map<string, AddressHolder>>();
        const rows = tables.get(table) ?? new Map<string, AddressHolder>();
        const id = String(row[primaryId]).toLowerCase();
        holders.set(address, tables.set(table, rows.set(id, { table, id, ...employerOf(row) })));
      }
    });
  }
  return new Map(
    wanted.flatMap((address): [string, readonly AddressHolder[]][] => {
      const tables = holders.get(address);
      const first = ADDRESSES.find(({ table }) => tables?.has(table));
      return first ? [[address, [...tables!.get(first.table)!.values()]]] : [];
    }),
  );
}

function employerOf(row: Json): Pick<AddressHolder, "accountId"> {
  const id = row[`_${EMPLOYER}_value`];
  return typeof id === "string" && lookupTable(row, EMPLOYER) === "account"
    ? { accountId: id.toLowerCase() }
    : {};
}

async function questionsFor(sync: Sync, addresses: readonly string[]): Promise<readonly Question[]> {
  const ofTables = ADDRESSES.map(async ({ columns, table }) => {
    const known = await sync.runtime.table(table, { counter: sync.counter }).catch(orNone);
    if (!known) return [];
    return columns
      .filter((column) => known.columns()[column])
      .flatMap((column) =>
        chunksOf(addresses, IN_CHUNK).map((some): Question => {
          const { entitySet, primaryId } = known;
          const employer = known.columns()[EMPLOYER] ? [`_${EMPLOYER}_value`] : [];
          const select = [primaryId, column, ...employer];
          return {
            table,
            primaryId,
            column,
            path: queryPath(entitySet, select, activeOnly(known.state, inFilter(column, some))!),
          };
        }),
      );
  });
  return (await Promise.all(ofTables)).flat();
}

/** Not every environment has leads. */
function orNone(error: unknown): null {
  if (error instanceof DataverseError && error.status === 404) return null;
  throw error;
}
