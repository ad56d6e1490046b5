import { mapToSystem } from "../../../core/map/to-system";
import { hasValue } from "../../../core/map/types";
import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules, requiredColumns } from "../../../core/match/compile";
import { createRowIndex, type RowIndex } from "../../../core/match/row-index";
import type { Like } from "../../../core/match/types";
import type { Row, SystemRecord, Value, Values } from "../../../core/records";
import { isEmpty } from "../../../core/values/empty";
import { chunksOf } from "../../dataverse/in-filter";
import { selectOf } from "../../environment/rows";
import { activeOnly } from "../../tables/state-model";
import { able } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";
import { readCall, rowCall, systemCall, type Sync } from "../sync";
import type { Candidates } from "./candidates";
import { nameLookups } from "./name-lookups";
import { recordsLikeByList } from "./candidates-by-list";
import { isListed } from "./record-list";
import { allRows, rowsThatFit } from "./rows-by-rules";

/** Searches in the system under way at a time: it bounds them itself, too. */
const SEARCHES_AT_A_TIME = 4;

/**
 * Candidates that both sides are asked for, record by record and row by row. A system that cannot be searched is read once as a
 * whole instead.
 */
export function candidatesByQuery(sync: Sync): Candidates {
  return {
    rowsLike: (records) => rowsLike(sync, records),
    recordsLike: (rows, saw) =>
      isListed(sync) ? recordsLikeByList(sync, rows) : recordsLikeRows(sync, rows, saw),
  };
}

/** The system's records that are the same as these rows, by row id; a few searches at a time. */
async function recordsLikeRows(
  sync: Sync,
  rows: readonly Row[],
  saw: (record: SystemRecord) => void = () => {},
): Promise<ReadonlyMap<string, readonly Like[]>> {
  const found = new Map<string, readonly Like[]>();
  for (const some of chunksOf(rows, SEARCHES_AT_A_TIME)) {
    await Promise.all(
      some.map(async (row) => {
        found.set(row.id.toLowerCase(), await recordsLike(sync, row, saw));
      }),
    );
  }
  return found;
}

/**
 * Active rows that may be the same as these records: by one query for each record. Rules no query can express (phone numbers, web
 * addresses), or that more than a page of rows fits, are compared with every active row.
 */
async function rowsLike(sync: Sync, records: readonly SystemRecord[]): Promise<RowIndex> {
  const { mapping, table } = sync;
  const rules = compileMatchRules(mapping);
  const index = createRowIndex(rules);
  const add = async (rows: readonly Row[]) => {
    for (const row of await nameLookups(sync, rules, rows)) index.add(row);
  };
  const select = selectOf(table, requiredColumns(rules));
  const filters = records.map((record) => candidateFilter(rules, record, table.primaryId));
  if (!filters.includes(null)) {
    const asked = filters.filter((filter) => filter !== "none");
    const active = asked.map((filter) => activeOnly(table.state, filter!)!);
    const { rows, isWhole } = await rowsThatFit(sync, table, select, active, readCall(sync));
    if (isWhole) {
      await add(rows);
      return index;
    }
  }
  for await (const rows of allRows(sync, table, select, activeOnly(table.state), rowCall(sync)))
    await add(rows);
  return index;
}

/** The system's records that are the same as this row under the match rules. */
async function recordsLike(
  sync: Sync,
  row: Row,
  saw: (record: SystemRecord) => void,
): Promise<readonly Like[]> {
  const object = objectOf(sync.connection.adapter, sync.mapping.systemObject);
  const values = canonical(sync, row);
  if (Object.keys(values).length === 0) return [];
  const found = await able(object, "find")(values, systemCall(sync));
  found.forEach(saw);
  const rules = compileMatchRules(sync.mapping);
  const index = createRowIndex(rules);
  for (const named of await nameLookups(sync, rules, [row])) index.add(named);
  return found
    .filter((record) => !record.trouble && index.candidates(record).length > 0)
    .map((record) => ({ id: record.id, weakly: index.fitsWeakly(record, row.id) }));
}

/** What the row would be in the system. */
function canonical(sync: Sync, row: Row): Values {
  const context = { columns: sync.columns, creating: false, owners: sync.owners };
  const values: Record<string, Value> = {};
  for (const line of sync.mapping.lines) {
    if (line.kind !== "field" || line.systemField === undefined) continue;
    const mapped = mapToSystem(line, row.values[line.column] ?? null, context, sync.systemFields);
    if (hasValue(mapped) && !isEmpty(mapped.value)) values[line.systemField] = mapped.value;
  }
  return values;
}
