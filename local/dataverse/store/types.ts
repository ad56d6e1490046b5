import type { LookupValue, StoredRow, StoredValue } from "../contracts";
import type { KeyIndexStatus } from "../metadata/types";

/** Values of a row as a message writes them: null clears. */
export type RowValues = Readonly<Record<string, StoredValue>>;

/** A row that was physically deleted, for change tracking. */
export interface DeletedRow {
  readonly id: string;
  readonly version: number;
}

/** Reading rows. Inside a transaction its own writes are seen; outside only what is committed. */
export interface Reader {
  get(table: string, id: string): StoredRow | undefined;
  /** The row that holds these alternate-key values, if the table has such a key. */
  findByKey(table: string, key: string, values: RowValues): StoredRow | undefined;
  /** Rows whose column equals `value` (lookups by id, text without case and accents), from an index built at first use. */
  findBy(table: string, column: string, value: StoredValue): readonly StoredRow[];
  /** All rows in the order they were created. */
  scan(table: string): Iterable<StoredRow>;
  count(table: string): number;
}

/** A unit of work: all or nothing. */
export interface Transaction extends Reader {
  /** Waits until no other unfinished transaction has written this row, then holds it. */
  lock(table: string, id: string): Promise<void>;
  /** Adds a row; `values` need not hold the primary id. 412 when the id or an alternate key is taken. */
  insert(table: string, id: string, values: RowValues): StoredRow;
  /** Sets the given columns; gives the new row. */
  update(table: string, id: string, changes: RowValues): StoredRow;
  remove(table: string, id: string): StoredRow;
}

export interface Store extends Reader {
  /** Runs `work` as one transaction: commits when it ends, rolls back and throws on when it throws. */
  transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /** The highest version given so far. */
  readonly version: number;
  /** Rows deleted after `version`, oldest first. */
  deletedSince(table: string, version: number): readonly DeletedRow[];
  /** Position-based scan for paging: rows from slot `from` on, with their slot. */
  scanFrom(table: string, from: number): Iterable<readonly [slot: number, row: StoredRow]>;
  /** The same of rows written after `version` alone. */
  writtenSince(
    table: string,
    version: number,
    from: number,
  ): Iterable<readonly [slot: number, row: StoredRow]>;
  /** How many rows `findBy` would find, for any of the values. */
  countBy(table: string, column: string, values: readonly StoredValue[]): number;
  /** Tells the store that a table's keys changed: builds the indices. A key with doubled values ends as Failed. */
  rebuildKeys(table: string): void;
  /** EntityKeyIndexStatus of a key. */
  keyStatus(table: string, key: string): KeyIndexStatus;
  /** One shared object per reference: half a million rows point at few owners. */
  reference(table: string, id: string): LookupValue;
}
