import { createLookupDirectory, type FoundRows } from "../../../core/map/lookup-directory";
import { linkNeeds, lookupKeyNeeds, lookupNeeds, type LinkNeed } from "../../../core/map/lookup-needs";
import { linkKey } from "../../../core/map/transformations/linked";
import type { LookupDirectory } from "../../../core/map/types";
import type { Transformation } from "../../../core/mapping/types";
import type { Value } from "../../../core/records";
import type { BatchAnswer } from "../../dataverse/batch";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { TableMetadata } from "../../environment/table-metadata";
import type { Item } from "../item";
import { linksByName } from "../../state/links";
import { linkScope, readCall, type Sync } from "../sync";

/** Rows of one table asked for by one column: by the key itself, or by their ids to learn their keys. */
interface Question {
  readonly table: TableMetadata;
  readonly keyColumn: string;
  readonly by: string;
  readonly values: readonly string[];
}

/**
 * The related rows that lookup lines need for these items, both ways: keys of the system -> rows, rows -> keys, or ids they are linked
 * to, for the system. All of them in one request. Undefined when no line looks anything up.
 */
export async function findLookups(
  sync: Sync,
  items: readonly Pick<Item, "system" | "row">[],
): Promise<LookupDirectory | undefined> {
  const lines = sync.mapping.lines.filter((line) => !sync.red.has(line.id));
  const records = items.flatMap(({ system }) => (system ? [system] : []));
  const rows = items.flatMap(({ row }) => (row ? [row] : []));
  const byKey = lookupNeeds({ lines }, records, sync.manual);
  const byId = lookupKeyNeeds({ lines }, rows);
  const questions: Question[] = [];
  for (const { table, keyColumn, keys } of byKey) {
    questions.push({ table: await tableOf(sync, table), keyColumn, by: keyColumn, values: keys });
  }
  for (const { table, keyColumn, rowIds } of byId) {
    const found = await tableOf(sync, table);
    questions.push({ table: found, keyColumn, by: found.primaryId, values: rowIds });
  }
  const looksUp = lines.some(({ transformations }) => transformations.some(({ kind }) => LOOKS_UP.has(kind)));
  if (!looksUp) return undefined;
  const pieces = questions.flatMap((each) =>
    chunksOf(each.values, IN_CHUNK).map((values) => ({ ...each, values })),
  );
  const [found, linked] = await Promise.all([ask(sync, pieces), linksOf(sync, linkNeeds({ lines }, rows))]);
  return createLookupDirectory([...found, ...linked]);
}

const LOOKS_UP: ReadonlySet<Transformation["kind"]> = new Set(["lookup", "linked"] as const);

/** The ids that rows have in the system of this connection, where they are linked. */
async function linksOf(sync: Sync, needs: readonly LinkNeed[]): Promise<readonly FoundRows[]> {
  return Promise.all(
    needs.map(async ({ rule: { table, object }, rowIds }) => {
      const scope = { ...linkScope(sync), systemObject: object };
      const states = await linksByName(sync.database, scope, table, { externalIds: [], recordIds: rowIds });
      const keyColumn = linkKey(object);
      const holding = states.filter(({ ended }) => ended === null);
      return {
        table,
        keyColumn,
        rows: holding.map(({ externalId, recordId }) => ({
          id: recordId,
          values: { [keyColumn]: externalId },
        })),
      };
    }),
  );
}

function tableOf(sync: Sync, table: string): Promise<TableMetadata> {
  return sync.runtime.table(table, { counter: sync.counter });
}

async function ask(sync: Sync, questions: readonly Question[]): Promise<readonly FoundRows[]> {
  if (questions.length === 0) return [];
  const answers = await sync.runtime.client.batch(questions.map(pathOf), readCall(sync));
  const found: FoundRows[] = [];
  const again: Question[] = [];
  questions.forEach((question, at) => {
    const { rows, more } = rowsOf(sync, question, answers[at]!);
    const { table, keyColumn, values } = question;
    // So many rows hold these keys that they do not fit a page. Asked one by one, a key with too many stands for none anyway.
    if (more && values.length > 1) again.push(...halves(question));
    else
      found.push({
        table: table.logicalName,
        keyColumn,
        rows: rows.map((json) => ({
          id: String(json[table.primaryId]),
          values: { [keyColumn]: (json[keyColumn] ?? null) as Value },
        })),
      });
  });
  return [...found, ...(await ask(sync, again))];
}

function pathOf({ table, keyColumn, by, values }: Question): string {
  return queryPath(table.entitySet, [table.primaryId, keyColumn], inFilter(by, values));
}

function halves(question: Question): readonly Question[] {
  const middle = Math.ceil(question.values.length / 2);
  return [
    { ...question, values: question.values.slice(0, middle) },
    { ...question, values: question.values.slice(middle) },
  ];
}

/** What whoever asks may not read is nothing to point to: the field is left out, and says so. */
function rowsOf(
  sync: Sync,
  { table }: Question,
  answer: BatchAnswer,
): { readonly rows: readonly Json[]; readonly more: boolean } {
  if ("error" in answer) {
    const { error } = answer;
    if (error.status !== 403) throw error;
    const fields = {
      table: table.logicalName,
      httpStatus: error.status,
      ...(error.code ? { code: error.code } : {}),
    };
    sync.logger.warn("A table may not be read to look records up in it", fields);
    return { rows: [], more: false };
  }
  return {
    rows: (answer.body.value ?? []) as readonly Json[],
    more: answer.body["@odata.nextLink"] !== undefined,
  };
}
