import type { StoredRow, StoredValue } from "../contracts";
import { recordNotFound } from "../errors";
import type { MemoryStore } from "./store";
import type { RowValues, Transaction } from "./types";

interface Undo {
  readonly table: string;
  readonly id: string;
  readonly before: StoredRow | undefined;
}

/** One unit of work: writes at once, and remembers how each row was, to put it back. */
export class MemoryTransaction implements Transaction {
  private readonly undo: Undo[] = [];
  private readonly deletions: { readonly table: string; readonly id: string; readonly version: number }[] =
    [];
  private readonly holds: (readonly [table: string, id: string])[] = [];
  private finish: () => void = () => undefined;
  /** Resolves when the transaction has ended, either way. */
  readonly ended = new Promise<void>((resolve) => (this.finish = resolve));

  constructor(
    private readonly store: MemoryStore,
    readonly startVersion: number,
  ) {}

  get(table: string, id: string): StoredRow | undefined {
    return this.store.read(table, id, this);
  }

  findByKey(table: string, key: string, values: RowValues): StoredRow | undefined {
    return this.store.readByKey(table, key, values, this);
  }

  findBy(table: string, column: string, value: StoredValue): readonly StoredRow[] {
    return this.store.readBy(table, column, value, this);
  }

  scan(table: string): Iterable<StoredRow> {
    return this.store.readAll(table, this);
  }

  count(table: string): number {
    return this.store.count(table);
  }

  async lock(table: string, id: string): Promise<void> {
    await this.store.waitFor(table, id, this);
    this.hold(table, id, this.store.data(table).get(id));
  }

  insert(table: string, id: string, values: RowValues): StoredRow {
    const row: StoredRow = { table, id, version: this.store.nextVersion(), values: compact(values) };
    this.store.data(table).add(row);
    this.remember(table, id, undefined);
    return row;
  }

  update(table: string, id: string, changes: RowValues): StoredRow {
    const data = this.store.data(table);
    const before = data.get(id);
    if (before === undefined) throw recordNotFound(table, id);
    const row: StoredRow = {
      table,
      id,
      version: this.store.nextVersion(),
      values: compact({ ...before.values, ...changes }),
    };
    data.put(row);
    this.remember(table, id, before);
    return row;
  }

  remove(table: string, id: string): StoredRow {
    const before = this.store.data(table).take(id);
    if (before === undefined) throw recordNotFound(table, id);
    this.remember(table, id, before);
    this.deletions.push({ table, id, version: this.store.nextVersion() });
    return before;
  }

  commit(): void {
    for (const { table, id, version } of this.deletions) this.store.data(table).deleted.push({ id, version });
    this.end();
  }

  rollback(): void {
    for (const { table, id, before } of this.undo.reverse()) {
      const data = this.store.data(table);
      if (before === undefined) data.take(id);
      else data.put(before);
    }
    this.end();
  }

  private remember(table: string, id: string, before: StoredRow | undefined): void {
    this.undo.push({ table, id, before });
    this.hold(table, id, before);
  }

  private hold(table: string, id: string, before: StoredRow | undefined): void {
    if (this.store.hold(table, id, before, this)) this.holds.push([table, id]);
  }

  private end(): void {
    for (const [table, id] of this.holds) this.store.release(table, id);
    this.finish();
  }
}

/** Null is the absence of a value: rows keep no nulls. */
const compact = (values: RowValues): RowValues => {
  for (const name in values) {
    if (values[name] === null || values[name] === undefined) {
      return Object.fromEntries(
        Object.entries(values).filter(([, value]) => value !== null && value !== undefined),
      );
    }
  }
  return values;
};
