import { compileMatchRules } from "../../../core/match/compile";
import { createRowIndex } from "../../../core/match/row-index";
import type { Like } from "../../../core/match/types";
import type { Row, SystemRecord } from "../../../core/records";
import type { Sync } from "../sync";
import type { Candidates } from "./candidates";
import { candidatesByQuery } from "./candidates-by-query";
import { nameLookups } from "./name-lookups";

/**
 * Candidates for records that the system tells of in a call it waits for: rows are asked for, and of the system's records these are the
 * ones that count. Searching it for others, once for every row, would use up its limits while it waits; only a weak rule has it
 * searched, since an address that two have is nobody's.
 */
export function candidatesByCall(sync: Sync, records: readonly SystemRecord[]): Candidates {
  const byQuery = candidatesByQuery(sync);
  return {
    rowsLike: byQuery.rowsLike,
    async recordsLike(rows, saw) {
      const found = new Map<string, readonly Like[]>();
      const weak: Row[] = [];
      for (const row of rows) {
        const likes = await likesAmong(sync, records, row);
        found.set(row.id.toLowerCase(), likes);
        if (likes.some(({ weakly }) => weakly)) weak.push(row);
      }
      if (weak.length === 0) return found;
      for (const [rowId, others] of await byQuery.recordsLike(weak, saw)) {
        const told = found.get(rowId) ?? [];
        const news = others.filter(({ id }) => !told.some((each) => each.id === id));
        found.set(rowId, [...told, ...news]);
      }
      return found;
    },
  };
}

async function likesAmong(sync: Sync, records: readonly SystemRecord[], row: Row): Promise<readonly Like[]> {
  const rules = compileMatchRules(sync.mapping);
  const index = createRowIndex(rules);
  for (const named of await nameLookups(sync, rules, [row])) index.add(named);
  return records
    .filter((record) => index.candidates(record).length > 0)
    .map((record) => ({ id: record.id, weakly: index.fitsWeakly(record, row.id) }));
}
