import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules, requiredColumns, type CompiledRules } from "../../../core/match/compile";
import { createRowIndex } from "../../../core/match/row-index";
import type { MatchRules } from "../../../core/mapping/types";
import type { Row, SystemRecord } from "../../../core/records";
import type { RelatedIndex } from "../../environment/environment-memory";
import { selectOf } from "../../environment/rows";
import type { TableMetadata } from "../../environment/table-metadata";
import { readCall, type Sync } from "../sync";
import { allRows, rowsThatFit } from "./rows-by-rules";

/** Where no query can tell which rows to look at, all are; those read for one record serve the next ones so long. */
const KEPT_MS = 5 * 60_000;

/**
 * The rows of a table that these records could point to. A run reads all of them once, page by page, and keeps only their keys;
 * for a few records Dataverse is asked for those that fit, in one request.
 */
export async function relatedIndex(
  sync: Sync,
  table: TableMetadata,
  matchRules: MatchRules,
  records: readonly Pick<SystemRecord, "id" | "values">[],
): Promise<RelatedIndex> {
  const rules = compileMatchRules({ matchRules, lines: [] });
  const name = `${table.logicalName} ${JSON.stringify(matchRules)}`;
  if (sync.trigger === "run") return indexOfRun(sync, table, rules, name);
  const filters = records.map((record) => candidateFilter(rules, record));
  if (filters.includes(null)) return indexKept(sync, table, rules, name);
  const asked = [
    ...new Set(filters.flatMap((filter) => (filter === null || filter === "none" ? [] : filter))),
  ];
  const select = selectOf(table, requiredColumns(rules));
  const { rows } = await rowsThatFit(sync, table, select, asked, readCall(sync));
  return filled(rules, rows);
}

function indexOfRun(sync: Sync, table: TableMetadata, rules: CompiledRules, name: string) {
  const known = sync.memory.related;
  const index = known.get(name) ?? indexOfAll(sync, table, rules);
  known.set(name, index);
  index.catch(() => known.delete(name));
  return index;
}

function indexKept(sync: Sync, table: TableMetadata, rules: CompiledRules, name: string) {
  const known = sync.runtime.memory.related;
  const now = sync.clock.elapsed();
  const kept = known.get(name);
  if (kept && kept.until > now) return kept.index;
  const index = indexOfAll(sync, table, rules);
  known.set(name, { until: now + KEPT_MS, index });
  index.catch(() => known.delete(name));
  return index;
}

async function indexOfAll(sync: Sync, table: TableMetadata, rules: CompiledRules): Promise<RelatedIndex> {
  const index = filled(rules, []);
  const select = selectOf(table, requiredColumns(rules));
  for await (const rows of allRows(sync, table, select, undefined, readCall(sync)))
    for (const row of rows) add(index, row);
  return index;
}

function filled(rules: CompiledRules, rows: readonly Row[]): RelatedIndex {
  const index = { active: createRowIndex(rules), inactive: createRowIndex(rules) };
  for (const row of rows) add(index, row);
  return index;
}

function add(index: RelatedIndex, row: Row): void {
  (row.active === false ? index.inactive : index.active).add(row);
}
