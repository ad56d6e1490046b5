import { mapToSystem } from "../../../core/map/to-system";
import { hasValue } from "../../../core/map/types";
import { candidateFilter } from "../../../core/match/candidate-filter";
import { compileMatchRules, requiredColumns } from "../../../core/match/compile";
import { createRowIndex, type RowIndex } from "../../../core/match/row-index";
import type { Like } from "../../../core/match/types";
import type { Row, SystemRecord, Value, Values } from "../../../core/records";
import { isEmpty } from "../../../core/values/empty";
import { MAX_BATCH_REQUESTS } from "../../dataverse/batch";
import { chunksOf, queryPath } from "../../dataverse/in-filter";
import type { Json } from "../../dataverse/json";
import { selectOf, toRow } from "../../environment/rows";
import { activeOnly } from "../../tables/state-model";
import { capabilitiesOf } from "../../systems/contract/capabilities";
import { able } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";
import { readCall, rowCall, systemCall, type Sync } from "../sync";
import type { Candidates } from "./candidates";
import { nameLookups } from "./name-lookups";
import { recordsByIndex } from "./records-by-index";

/** Dataverse's largest page. */
const PAGE_SIZE = 5_000;
/** Searches in the system under way at a time: it bounds them itself, too. */
const SEARCHES_AT_A_TIME = 4;

/**
 * Candidates that both sides are asked for, record by record and row by row. A system that cannot be searched is read once as a
 * whole instead.
 */
export function candidatesByQuery(sync: Sync): Candidates {
  const { find } = capabilitiesOf(objectOf(sync.connection.adapter, sync.mapping.systemObject));
  return {
    rowsLike: (records) => rowsLike(sync, records),
    recordsLike: (rows) => (find ? recordsLikeRows(sync, rows) : recordsByIndex(sync, rows)),
  };
}

/** The system's records that are the same as these rows, by row id; a few searches at a time. */
async function recordsLikeRows(
  sync: Sync,
  rows: readonly Row[],
): Promise<ReadonlyMap<string, readonly Like[]>> {
  const found = new Map<string, readonly Like[]>();
  for (const some of chunksOf(rows, SEARCHES_AT_A_TIME)) {
    await Promise.all(
      some.map(async (row) => {
        found.set(row.id.toLowerCase(), await recordsLike(sync, row));
      }),
    );
  }
  return found;
}

/** Active rows that may be the same as these records: by one query for each record; all rows, where no query can say it. */
async function rowsLike(sync: Sync, records: readonly SystemRecord[]): Promise<RowIndex> {
  const { mapping, table } = sync;
  const rules = compileMatchRules(mapping);
  const filters = records.map((record) => candidateFilter(rules, record));
  const select = selectOf(table, requiredColumns(rules));
  if (filters.includes(null)) return allRows(sync, select);
  const paths = filters
    .filter((filter) => filter !== "none")
    .map((filter) => queryPath(table.entitySet, select, activeOnly(table.state, filter!)!));
  const index = createRowIndex(rules);
  const rows: Row[] = [];
  for (const chunk of chunksOf(paths, MAX_BATCH_REQUESTS)) {
    for (const answer of await sync.runtime.client.batch(chunk, readCall(sync))) {
      if ("error" in answer) throw answer.error;
      // More than one page fits: then all rows are compared.
      if (answer.body["@odata.nextLink"]) return allRows(sync, select);
      for (const json of (answer.body.value ?? []) as readonly Json[]) {
        const row = toRow(table, json);
        rows.push({ ...row, id: row.id.toLowerCase() });
      }
    }
  }
  for (const row of await nameLookups(sync, rules, rows)) index.add(row);
  return index;
}

/** Rules no query can express (phone numbers, web addresses) are compared with every active row. */
async function allRows(sync: Sync, select: readonly string[]): Promise<RowIndex> {
  const { mapping, runtime, table } = sync;
  const rules = compileMatchRules(mapping);
  const index = createRowIndex(rules);
  const filter = activeOnly(table.state);
  const query = { select, ...(filter ? { filter } : {}), pageSize: PAGE_SIZE };
  for await (const page of runtime.client.pages(table.entitySet, query, rowCall(sync))) {
    const rows = page.map((json) => toRow(table, json));
    for (const row of await nameLookups(sync, rules, rows)) index.add({ ...row, id: row.id.toLowerCase() });
  }
  return index;
}

/** The system's records that are the same as this row under the match rules. */
async function recordsLike(sync: Sync, row: Row): Promise<readonly Like[]> {
  const object = objectOf(sync.connection.adapter, sync.mapping.systemObject);
  const values = canonical(sync, row);
  if (Object.keys(values).length === 0) return [];
  const found = await able(object, "find")(values, systemCall(sync));
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
