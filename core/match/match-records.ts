import type { Row, SystemRecord } from "../records";
import type { CompiledRules } from "./compile";
import { createRowIndex, type RowIndex } from "./row-index";
import type { Match } from "./types";

type Record = Pick<SystemRecord, "id" | "values">;

export interface MatchInput {
  readonly rules: CompiledRules;
  /** Records without a link. */
  readonly records: readonly Record[];
  /** Candidate rows, or an index already filled with them. */
  readonly rows: readonly Pick<Row, "id" | "values">[] | RowIndex;
  /** Rows that have a link, and the external id it holds. */
  readonly linked?: ReadonlyMap<string, string>;
}

/**
 * Decides for every record which row is the same: by record id, in the order given. One row is never given to two records,
 * and which record comes first makes no difference.
 */
export function matchRecords(input: MatchInput): ReadonlyMap<string, Match> {
  const index = "candidates" in input.rows ? input.rows : filledIndex(input.rules, input.rows);
  const linked = input.linked ?? new Map<string, string>();
  const matches = new Map<string, Match>();
  const claims = new Map<string, string[]>();
  for (const record of input.records) {
    if (matches.has(record.id)) continue;
    const match = judge(record, index, linked);
    matches.set(record.id, match);
    if (match.kind === "one") claims.set(match.rowId, [...(claims.get(match.rowId) ?? []), record.id]);
  }
  for (const [rowId, recordIds] of claims) {
    if (recordIds.length < 2) continue;
    for (const id of recordIds) matches.set(id, { kind: "contested", rowId, recordIds });
  }
  return matches;
}

function filledIndex(rules: CompiledRules, rows: readonly Pick<Row, "id" | "values">[]): RowIndex {
  const index = createRowIndex(rules);
  for (const row of rows) index.add(row);
  return index;
}

/**
 * Rows linked to other records are no candidates; but if they are all there is, creating another row would double the person.
 * Under a weak group they count: an address that two rows have is nobody's.
 */
function judge(record: Record, index: RowIndex, linked: ReadonlyMap<string, string>): Match {
  const candidates = index.candidates(record);
  const free = candidates.filter((rowId) => (linked.get(rowId) ?? record.id) === record.id);
  if (free.length === 1) {
    const shared = candidates.length > 1 && index.fitsWeakly(record, free[0]!);
    return shared ? { kind: "several", rowIds: candidates } : { kind: "one", rowId: free[0]! };
  }
  if (free.length > 1) return { kind: "several", rowIds: free };
  const rowId = candidates[0];
  return rowId === undefined ? { kind: "none" } : { kind: "taken", rowId, externalId: linked.get(rowId)! };
}
