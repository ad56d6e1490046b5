import { compileMatchRules } from "../../../core/match/compile";
import { createRecordIndex } from "../../../core/match/record-index";
import { createRowIndex, type RowIndex } from "../../../core/match/row-index";
import type { Like } from "../../../core/match/types";
import type { Row, SystemRecord, Values } from "../../../core/records";
import { candidatesByKey } from "../../state/candidates";
import type { Sync } from "../sync";
import { bringUpToDate } from "./kept-list";
import { nameLookups } from "./name-lookups";
import { recordList } from "./record-list";
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
  const rules = compileMatchRules(sync.mapping);
  const named = await nameLookups(sync, rules, rows);
  const keysOf = (row: Row) =>
    rules.groups.flatMap((group, at) => {
      const key = group.rowKey(row);
      return key === null ? [] : [[at, key] as const];
    });
  const withKey = await candidatesByKey<Pick<SystemRecord, "values">>(
    sync.database,
    list.scope,
    named.flatMap(keysOf),
  );
  return new Map(
    named.map((row) => {
      const index = createRecordIndex(rules);
      for (const key of keysOf(row)) {
        for (const { id, held } of withKey(key)) index.add({ id, values: held.values });
        const found = index.like(row);
        if (found.length > 0) return [row.id.toLowerCase(), found];
      }
      return [row.id.toLowerCase(), []];
    }),
  );
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
