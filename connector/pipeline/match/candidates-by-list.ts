import { compileMatchRules } from "../../../core/match/compile";
import { createRecordIndex } from "../../../core/match/record-index";
import { createRowIndex, type RowIndex } from "../../../core/match/row-index";
import { RECORD_ID_FIELD, type MatchCondition } from "../../../core/mapping/types";
import type { Like } from "../../../core/match/types";
import type { Row, SystemRecord, Values } from "../../../core/records";
import { candidatesByKey, type CandidateKey } from "../../state/candidates";
import { rowsToBeCreated } from "../../state/write-intents";
import { linkScope, type Sync } from "../sync";
import { bringUpToDate } from "./kept-list";
import { nameLookups } from "./name-lookups";
import { recordList, type HeldRecord } from "./record-list";
import { rowList } from "./row-list";

/** So old a list may be. Whoever is waited for finds what was made a moment ago; a run's chunk may be looked at several times. */
const FRESH_MS = { event: 10_000, run: 1_000 } as const;
export const freshFor = ({ trigger }: Sync) =>
  trigger === "event" || trigger === "run" ? FRESH_MS[trigger] : -1;

/**
 * The records of a system that cannot be searched, by the rows that are the same. The first match rule that finds anybody decides.
 * @throws SystemError
 */
export async function recordsLikeByList(
  sync: Sync,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, readonly Like[]>> {
  if (rows.length === 0) return new Map();
  const list = recordList(sync);
  await bringUpToDate(sync, list, freshFor(sync));
  return recordsLikeIn(sync, rows, (keys) => candidatesByKey<HeldRecord>(sync.database, list.scope, keys));
}

/** Records as a list holds them, by the keys they have. */
type FindHeld = (
  keys: readonly CandidateKey[],
) => Promise<(key: CandidateKey) => readonly { readonly id: string; readonly held: HeldRecord }[]>;

/** The same in any list. */
export async function recordsLikeIn(
  sync: Sync,
  rows: readonly Row[],
  find: FindHeld,
): Promise<ReadonlyMap<string, readonly Like[]>> {
  const rules = compileMatchRules(sync.mapping);
  const named = await nameLookups(sync, rules, rows);
  const isTold = tells(sync);
  const keysOf = (row: Row) =>
    rules.groups.flatMap((group, at) => {
      const key = group.conditions.every(isTold) ? group.rowKey(row) : null;
      return key === null ? [] : [[at, key] as const];
    });
  const withKey = await find(named.flatMap(keysOf));
  const found = new Map<string, readonly Like[]>();
  const madeFor = new Set<string>();
  for (const row of named) {
    const rowId = row.id.toLowerCase();
    const index = createRecordIndex(rules);
    let likes: readonly Like[] = [];
    for (const key of keysOf(row)) {
      for (const { id, held } of withKey(key)) {
        index.add({ id, values: held.values });
        if (held.madeFor === rowId) madeFor.add(rowId);
      }
      likes = index.like(row);
      if (likes.length > 0) break;
    }
    found.set(rowId, likes);
  }
  // What we made, and did not hear of, is no find: the creation is taken up again, and counts as one.
  const table = sync.table.logicalName;
  for (const rowId of await rowsToBeCreated(sync.database, linkScope(sync), table, [...madeFor]))
    found.set(rowId, []);
  return found;
}

/** Whether the row tells the system what a condition compares: what no line maps is nothing to find it by. Its own id always is. */
function tells({ mapping, table }: Sync): (condition: MatchCondition) => boolean {
  const mapped = new Set(mapping.lines.map(({ systemField }) => systemField));
  return ({ column, systemField }) =>
    mapped.has(systemField) || column === table.primaryId || systemField === RECORD_ID_FIELD;
}

/** Active rows that may be the same as these records, where all rows are listed. @throws DataverseError */
export async function rowsLikeByList(sync: Sync, records: readonly SystemRecord[]): Promise<RowIndex> {
  const rules = compileMatchRules(sync.mapping);
  const list = rowList(sync);
  await bringUpToDate(sync, list, freshFor(sync));
  const keys = records.flatMap((record) =>
    rules.groups.flatMap((group, at) => group.recordKeys(record).map((key) => [at, key] as const)),
  );
  const withKey = await candidatesByKey<Values>(sync.database, list.scope, keys);
  const index = createRowIndex(rules);
  for (const key of keys) for (const { id, held } of withKey(key)) index.add({ id, values: held });
  return index;
}
