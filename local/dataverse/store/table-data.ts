import type { StoredRow, StoredValue } from "../contracts";
import { isActive, type KeyIndexStatus, type Table } from "../metadata/types";
import { duplicatePrimaryKey } from "../errors";
import { indexValue } from "./collation";
import { IndexMap } from "./index-map";
import { KeyIndex } from "./key-index";
import type { DeletedRow, RowValues } from "./types";
import { WriteLog } from "./write-log";

/** A row that knows its place, so that paging can go on from there without counting. */
interface PlacedRow extends StoredRow {
  readonly slot: number;
}

/** The rows of one table and everything that finds them. Knows nothing of transactions. */
export class TableData {
  private readonly rows = new Map<string, PlacedRow>();
  private readonly slots: (PlacedRow | undefined)[] = [];
  private readonly keyIndices = new Map<string, KeyIndex>();
  private readonly failedKeys = new Set<string>();
  private readonly columnIndices = new Map<string, IndexMap>();
  private readonly written = new WriteLog();
  readonly deleted: DeletedRow[] = [];

  constructor(private table: Table) {
    this.rebuildKeys(table);
  }

  get size(): number {
    return this.rows.size;
  }

  get(id: string): StoredRow | undefined {
    return this.rows.get(id);
  }

  idByKey(key: string, values: RowValues): string | undefined {
    return this.keyIndices.get(key)?.find(values);
  }

  /** Builds all key indices anew. A key whose values are doubled fails, and is then neither found by nor enforced. */
  rebuildKeys(table: Table): void {
    this.keyIndices.clear();
    this.failedKeys.clear();
    this.table = table;
    for (const key of table.keys.values()) {
      if (!isActive(key)) continue;
      const index = new KeyIndex(table, key);
      if (this.fill(index)) this.keyIndices.set(key.logicalName, index);
      else this.failedKeys.add(key.logicalName);
    }
  }

  /** EntityKeyIndexStatus of a key: what the model says, unless building its index failed. */
  keyStatus(key: string): KeyIndexStatus {
    return this.failedKeys.has(key) ? "Failed" : (this.table.keys.get(key)?.indexStatus ?? "Active");
  }

  private fill(index: KeyIndex): boolean {
    for (const row of this.rows.values()) {
      if (index.find(row.values) !== undefined) return false;
      index.add(row);
    }
    return true;
  }

  /** Puts a row in the place of the one with its id, or at the end. */
  put(row: StoredRow): void {
    const before = this.rows.get(row.id);
    for (const index of this.keyIndices.values()) index.check(row.values, row.id);
    const slot = before?.slot ?? this.slots.length;
    const placed: PlacedRow = {
      table: row.table,
      id: row.id,
      version: row.version,
      values: row.values,
      slot,
    };
    this.rows.set(row.id, placed);
    this.slots[slot] = placed;
    this.written.add(placed, this.rows);
    for (const index of this.keyIndices.values()) {
      if (before !== undefined) index.remove(before);
      index.add(placed);
    }
    for (const [column, index] of this.columnIndices)
      reindex(index, column, row.id, before?.values, row.values);
  }

  add(row: StoredRow): void {
    if (this.rows.has(row.id)) throw duplicatePrimaryKey();
    this.put(row);
  }

  take(id: string): StoredRow | undefined {
    const row = this.rows.get(id);
    if (row === undefined) return undefined;
    this.rows.delete(id);
    this.slots[row.slot] = undefined;
    for (const index of this.keyIndices.values()) index.remove(row);
    for (const [column, index] of this.columnIndices) reindex(index, column, id, row.values, undefined);
    return row;
  }

  *from(slot: number): Iterable<readonly [number, StoredRow]> {
    for (let at = slot; at < this.slots.length; at++) {
      const row = this.slots[at];
      if (row !== undefined) yield [at, row];
    }
  }

  /** The same of rows that were written after `version`, without a look at any other. */
  *writtenSince(version: number, slot: number): Iterable<readonly [number, StoredRow]> {
    const slots = new Set<number>();
    for (const id of this.written.after(version)) {
      const row = this.rows.get(id);
      if (row !== undefined && row.slot >= slot) slots.add(row.slot);
    }
    for (const at of [...slots].sort((a, b) => a - b)) yield [at, this.slots[at]!];
  }

  /** How many rows have one of these values in the column. */
  countBy(column: string, values: readonly StoredValue[]): number {
    const index = this.columnIndex(column);
    return values.reduce<number>((sum, value) => {
      const wanted = indexValue(value);
      return wanted === undefined ? sum : sum + index.size(wanted);
    }, 0);
  }

  /** Ids of the rows whose column equals the value. */
  idsBy(column: string, value: StoredValue): Iterable<string> {
    const wanted = indexValue(value);
    return wanted === undefined ? [] : this.columnIndex(column).ids(wanted);
  }

  private columnIndex(column: string): IndexMap {
    let index = this.columnIndices.get(column);
    if (index === undefined) {
      index = new IndexMap();
      for (const row of this.rows.values()) reindex(index, column, row.id, undefined, row.values);
      this.columnIndices.set(column, index);
    }
    return index;
  }
}

const reindex = (
  index: IndexMap,
  column: string,
  id: string,
  before: RowValues | undefined,
  after: RowValues | undefined,
): void => {
  const was = before === undefined ? undefined : indexValue(before[column]);
  const is = after === undefined ? undefined : indexValue(after[column]);
  if (was === is) return;
  if (was !== undefined) index.remove(was, id);
  if (is !== undefined) index.add(is, id);
};
