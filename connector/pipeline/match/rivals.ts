import { DocumentError } from "../../../core/mapping/document";
import { compileMatchRules, requiredColumns } from "../../../core/match/compile";
import { candidateFilter } from "../../../core/match/candidate-filter";
import { createRowIndex, type RowIndex } from "../../../core/match/row-index";
import { writes } from "../../../core/plan/direction";
import type { Row, SystemRecord } from "../../../core/records";
import { selectOf, toRow } from "../../environment/rows";
import type { Json } from "../../dataverse/json";
import { activeOnly } from "../../tables/state-model";
import type { LoadedRecords } from "../load/loaded-records";
import { readCall, type Sync } from "../sync";
import { nameLookups } from "./name-lookups";
import { rowsThatFit } from "./rows-by-rules";

/** Whether another system makes rows of this table, too: then two may be about to make the same person at the same moment. */
export async function hasRivals(sync: Sync): Promise<boolean> {
  const { mapping, runtime } = sync;
  const mappings = await runtime.configuredMappings(readCall(sync));
  return mappings.some(
    ({ connectionId, mapping: other, status, table }) =>
      status === "active" &&
      table === mapping.table &&
      connectionId !== mapping.connectionId &&
      !(other instanceof DocumentError) &&
      writes(other.direction, "toDataverse") &&
      other.policies.noMatch === "create",
  );
}

/**
 * Whether a row has come meanwhile that one of these records may be: asked once what they are recognised by is claimed, so that from then on
 * nobody else makes one. An index that was read before hears of it.
 * @param before the rows that have been looked at already
 */
export async function haveComeMeanwhile(
  { candidates, sync }: LoadedRecords,
  records: readonly SystemRecord[],
  before: RowIndex,
): Promise<boolean> {
  if (records.length === 0) return false;
  if (candidates.news) {
    const known = records.map((record) => before.candidates(record).length);
    await candidates.news.take(await newRows(sync, candidates.news.paths));
    // What the index did not take in, it would not find the next time either.
    return records.some((record, at) => before.candidates(record).length > known[at]!);
  }
  const rules = compileMatchRules(sync.mapping);
  const index = createRowIndex(rules);
  for (const row of await nameLookups(sync, rules, await rowsLike(sync, records))) index.add(row);
  return records.some((record) => {
    const known = new Set(before.candidates(record));
    return index.candidates(record).some((id) => !known.has(id));
  });
}

async function newRows(sync: Sync, paths: readonly string[]): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (const answer of await sync.runtime.client.batch(paths, readCall(sync))) {
    if ("error" in answer) throw answer.error;
    for (const json of (answer.body.value ?? []) as readonly Json[]) rows.push(toRow(sync.table, json));
  }
  return rows;
}

/** Where no query can express the rules, what was found before has to do: comparing every active row once more would take too long. */
async function rowsLike(sync: Sync, records: readonly SystemRecord[]): Promise<readonly Row[]> {
  const { mapping, table } = sync;
  const rules = compileMatchRules(mapping);
  const filters = records.map((record) => candidateFilter(rules, record, table.primaryId));
  const asked = filters.flatMap((filter) =>
    filter === null || filter === "none" ? [] : activeOnly(table.state, filter)!,
  );
  const select = selectOf(table, requiredColumns(rules));
  return (await rowsThatFit(sync, table, select, asked, readCall(sync))).rows;
}
