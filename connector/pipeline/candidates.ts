import { externalIdOf } from "../../core/mapping/external-id";
import { compileMatchRules, requiredColumns } from "../../core/match/compile";
import { createRowIndex } from "../../core/match/row-index";
import { selectOf, toRow } from "../environment/rows";
import type { Candidates } from "./match";
import { rowCall, type Sync } from "./sync";

/** Dataverse's largest page. */
const PAGE_SIZE = 5_000;

/**
 * Takes in all active rows without a link to this system, page by page; only the keys the match rules compare are kept.
 * Rules that no query can express (folded names, domains, phone numbers) are compared exactly this way.
 */
export async function collectCandidates(sync: Sync): Promise<Candidates> {
  const { mapping, table } = sync;
  const rules = compileMatchRules(mapping);
  const index = createRowIndex(rules);
  const external = mapping.externalIdColumn?.column;
  const query = {
    select: selectOf(table, [...requiredColumns(rules), ...(external ? [external] : [])]),
    filter: "statecode eq 0",
    pageSize: PAGE_SIZE,
  };
  for await (const page of sync.runtime.client.pages(table.entitySet, query, rowCall(sync))) {
    for (const json of page) {
      const row = toRow(table, json);
      if (external && externalIdOf(mapping, row.values[external]) !== null) continue;
      index.add(row);
    }
  }
  return { index, taken: new Map() };
}
