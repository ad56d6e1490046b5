import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules, requiredColumns, type CompiledRules } from "../../../core/match/compile";
import { createRowIndex } from "../../../core/match/row-index";
import type { MatchRules } from "../../../core/mapping/types";
import type { Row, SystemRecord } from "../../../core/records";
import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import { chunksOf, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import type { AccountIndex } from "../../environment/environment-memory";
import { selectOf, toRow } from "../../environment/rows";
import type { TableMetadata } from "../../environment/table-metadata";
import { readCall, type Sync } from "../sync";

/** Dataverse's largest page. */
const PAGE_SIZE = 5_000;
/** Where no query can tell which accounts to look at, all are; those read for one record serve the next ones so long. */
const KEPT_MS = 5 * 60_000;

type Asking = Pick<SystemRecord, "id" | "values">;

/**
 * The accounts these records could belong to. A run reads all accounts once, page by page, and keeps only their keys; for a
 * few records Dataverse is asked for those that fit, in one request.
 */
export async function accountIndex(
  sync: Sync,
  accounts: TableMetadata,
  matchRules: MatchRules,
  records: readonly Asking[],
): Promise<AccountIndex> {
  const rules = compileMatchRules({ matchRules, lines: [] });
  if (sync.trigger === "run") return indexOfRun(sync, accounts, rules, JSON.stringify(matchRules));
  const filters = new Set<string>();
  for (const record of records) {
    const filter = candidateFilter(rules, record);
    if (filter === null) return indexKept(sync, accounts, rules, JSON.stringify(matchRules));
    if (filter !== "none") filters.add(filter);
  }
  return filled(rules, await rowsOf(sync, accounts, rules, [...filters]));
}

function indexOfRun(sync: Sync, accounts: TableMetadata, rules: CompiledRules, name: string) {
  const known = sync.memory.accounts;
  const index = known.get(name) ?? allAccounts(sync, accounts, rules);
  known.set(name, index);
  index.catch(() => known.delete(name));
  return index;
}

function indexKept(sync: Sync, accounts: TableMetadata, rules: CompiledRules, name: string) {
  const known = sync.runtime.memory.accounts;
  const now = sync.clock.elapsed();
  const kept = known.get(name);
  if (kept && kept.until > now) return kept.index;
  const index = allAccounts(sync, accounts, rules);
  known.set(name, { until: now + KEPT_MS, index });
  index.catch(() => known.delete(name));
  return index;
}

async function allAccounts(sync: Sync, accounts: TableMetadata, rules: CompiledRules): Promise<AccountIndex> {
  const index = empty(rules);
  const query = { select: selectOf(accounts, requiredColumns(rules)), pageSize: PAGE_SIZE };
  for await (const page of sync.runtime.client.pages(accounts.entitySet, query, readCall(sync))) {
    for (const json of page) add(index, toRow(accounts, json));
  }
  return index;
}

async function rowsOf(
  sync: Sync,
  accounts: TableMetadata,
  rules: CompiledRules,
  filters: readonly string[],
): Promise<readonly Row[]> {
  const select = selectOf(accounts, requiredColumns(rules));
  const rows: Row[] = [];
  for (const some of chunksOf(filters, MAX_BATCH_REQUESTS)) {
    const paths = some.map((filter) => queryPath(accounts.entitySet, select, filter));
    for (const answer of await sync.runtime.client.batch(paths, readCall(sync))) {
      if ("error" in answer) throw answer.error;
      rows.push(...((answer.body.value ?? []) as readonly Json[]).map((json) => toRow(accounts, json)));
    }
  }
  return rows;
}

function empty(rules: CompiledRules): AccountIndex {
  return { active: createRowIndex(rules), inactive: createRowIndex(rules) };
}

function filled(rules: CompiledRules, rows: readonly Row[]): AccountIndex {
  const index = empty(rules);
  for (const row of rows) add(index, row);
  return index;
}

function add(index: AccountIndex, row: Row): void {
  (row.active === false ? index.inactive : index.active).add(row);
}
