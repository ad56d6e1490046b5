import type { LookupValue, StoredRow, StoredValue } from "../contracts";
import type { KeyIndexStatus } from "../metadata/types";
import { recordNotFound, sqlTimeout } from "../errors";
import type { MetadataModel } from "../metadata/model";
import { TableData } from "./table-data";
import { MemoryTransaction } from "./transaction";
import type { DeletedRow, RowValues, Store, Transaction } from "./types";

/** Row versions of an organisation in use are large; starting high keeps ETags realistic. */
const FIRST_VERSION = 1_000_000;
/** How long a writer waits for another's row before the platform gives up (SQL command time-out of the platform). */
const LOCK_TIMEOUT_MS = 120_000;

interface Held {
  readonly by: MemoryTransaction;
  /** The committed row that others still see; undefined when there was none. */
  readonly before: StoredRow | undefined;
}

/** All rows, in memory. Readers see committed rows only; writers of one row wait for each other. */
export class MemoryStore implements Store {
  private readonly tables = new Map<string, TableData>();
  private readonly held = new Map<string, Held>();
  private readonly active = new Set<MemoryTransaction>();
  private readonly references = new Map<string, LookupValue>();
  private lastVersion = FIRST_VERSION;

  constructor(
    private readonly model: MetadataModel,
    private readonly lockTimeoutMs = LOCK_TIMEOUT_MS,
  ) {}

  async transaction<T>(work: (tx: Transaction) => Promise<T>): Promise<T> {
    const tx = new MemoryTransaction(this, this.lastVersion);
    this.active.add(tx);
    try {
      const result = await work(tx);
      tx.commit();
      return result;
    } catch (error) {
      tx.rollback();
      throw error;
    } finally {
      this.active.delete(tx);
    }
  }

  /** Below every version an unfinished transaction may still write: what a delta token may promise. */
  get version(): number {
    let version = this.lastVersion;
    for (const tx of this.active) version = Math.min(version, tx.startVersion);
    return version;
  }

  get(table: string, id: string): StoredRow | undefined {
    return this.read(table, id, undefined);
  }

  findByKey(table: string, key: string, values: RowValues): StoredRow | undefined {
    return this.readByKey(table, key, values, undefined);
  }

  findBy(table: string, column: string, value: StoredValue): readonly StoredRow[] {
    return this.readBy(table, column, value, undefined);
  }

  scan(table: string): Iterable<StoredRow> {
    return this.readAll(table, undefined);
  }

  count(table: string): number {
    return this.data(table).size;
  }

  deletedSince(table: string, version: number): readonly DeletedRow[] {
    return this.data(table).deleted.filter((row) => row.version > version);
  }

  *scanFrom(table: string, from: number): Iterable<readonly [number, StoredRow]> {
    for (const [slot, row] of this.data(table).from(from)) {
      const visible = this.visible(row, undefined);
      if (visible !== undefined) yield [slot, visible];
    }
  }

  *writtenSince(table: string, version: number, from: number): Iterable<readonly [number, StoredRow]> {
    for (const [slot, row] of this.data(table).writtenSince(version, from)) {
      const visible = this.visible(row, undefined);
      if (visible !== undefined && visible.version > version) yield [slot, visible];
    }
  }

  countBy(table: string, column: string, values: readonly StoredValue[]): number {
    return this.data(table).countBy(column, values);
  }

  rebuildKeys(table: string): void {
    const found = this.model.table(table);
    if (found !== undefined) this.data(table).rebuildKeys(found);
  }

  keyStatus(table: string, key: string): KeyIndexStatus {
    return this.data(table).keyStatus(key);
  }

  reference(table: string, id: string): LookupValue {
    const name = `${table}/${id}`;
    let found = this.references.get(name);
    if (found === undefined) this.references.set(name, (found = Object.freeze({ table, id })));
    return found;
  }

  // What follows is for transactions.

  data(table: string): TableData {
    let found = this.tables.get(table);
    if (found === undefined) {
      const definition = this.model.table(table);
      if (definition === undefined) throw recordNotFound(table, "");
      this.tables.set(table, (found = new TableData(definition)));
    }
    return found;
  }

  nextVersion(): number {
    return ++this.lastVersion;
  }

  read(table: string, id: string, reader: MemoryTransaction | undefined): StoredRow | undefined {
    const held = this.heldByOther(table, id, reader);
    return held === undefined ? this.data(table).get(id) : held.before;
  }

  readByKey(
    table: string,
    key: string,
    values: RowValues,
    reader: MemoryTransaction | undefined,
  ): StoredRow | undefined {
    const id = this.data(table).idByKey(key, values);
    return id === undefined ? undefined : this.read(table, id, reader);
  }

  readBy(
    table: string,
    column: string,
    value: StoredValue,
    reader: MemoryTransaction | undefined,
  ): readonly StoredRow[] {
    const rows: StoredRow[] = [];
    for (const id of this.data(table).idsBy(column, value)) {
      const row = this.read(table, id, reader);
      if (row !== undefined) rows.push(row);
    }
    return rows;
  }

  *readAll(table: string, reader: MemoryTransaction | undefined): Iterable<StoredRow> {
    for (const [, row] of this.data(table).from(0)) {
      const visible = this.visible(row, reader);
      if (visible !== undefined) yield visible;
    }
  }

  /** Keeps others from the row until released; true when this is the transaction's first hold on it. */
  hold(table: string, id: string, before: StoredRow | undefined, by: MemoryTransaction): boolean {
    const name = `${table}/${id}`;
    if (this.held.has(name)) return false;
    this.held.set(name, { by, before });
    return true;
  }

  release(table: string, id: string): void {
    this.held.delete(`${table}/${id}`);
  }

  async waitFor(table: string, id: string, tx: MemoryTransaction): Promise<void> {
    const deadline = Date.now() + this.lockTimeoutMs;
    for (
      let held = this.heldByOther(table, id, tx);
      held !== undefined;
      held = this.heldByOther(table, id, tx)
    ) {
      await withTimeout(held.by.ended, deadline - Date.now());
    }
  }

  private heldByOther(table: string, id: string, reader: MemoryTransaction | undefined): Held | undefined {
    if (this.held.size === 0) return undefined;
    const held = this.held.get(`${table}/${id}`);
    return held === undefined || held.by === reader ? undefined : held;
  }

  private visible(row: StoredRow, reader: MemoryTransaction | undefined): StoredRow | undefined {
    const held = this.heldByOther(row.table, row.id, reader);
    return held === undefined ? row : held.before;
  }
}

const withTimeout = async (done: Promise<void>, milliseconds: number): Promise<void> => {
  let timer: NodeJS.Timeout | undefined;
  const expired = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(sqlTimeout()), Math.max(0, milliseconds));
  });
  try {
    await Promise.race([done, expired]);
  } finally {
    clearTimeout(timer);
  }
};
