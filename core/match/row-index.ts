import type { Row, SystemRecord } from "../records";
import type { CompiledRules } from "./compile";

/** Rows by their key under each group: a record is compared with the rows that fit, not with all of them. */
export interface RowIndex {
  /** Takes a row in; call it page by page, only keys and ids are kept. */
  add(row: Pick<Row, "id" | "values">): void;
  /** Ids of the rows that fit a record under any group, each once, in the order they came. */
  candidates(record: Pick<SystemRecord, "id" | "values">): readonly string[];
  /** True when a row that fits a record does so under weak groups only: an address, which others may share. */
  fitsWeakly(record: Pick<SystemRecord, "id" | "values">, rowId: string): boolean;
  /** Rows taken in. */
  readonly size: number;
}

export function createRowIndex(rules: CompiledRules): RowIndex {
  const groups = rules.groups.map((group) => ({ group, rows: new Map<string, string[]>() }));
  const order = new Map<string, number>();
  const find = (record: Pick<SystemRecord, "id" | "values">, byId: boolean): readonly string[] => {
    const found = new Set<string>();
    for (const { group, rows } of groups) {
      if (group.byId !== byId) continue;
      for (const key of group.recordKeys(record)) for (const id of rows.get(key) ?? []) found.add(id);
    }
    return [...found].sort((a, b) => order.get(a)! - order.get(b)!);
  };
  return {
    get size() {
      return order.size;
    },
    add(row) {
      if (order.has(row.id)) return;
      order.set(row.id, order.size);
      for (const { group, rows } of groups) {
        const key = group.rowKey(row);
        if (key === null) continue;
        const ids = rows.get(key);
        if (ids) ids.push(row.id);
        else rows.set(key, [row.id]);
      }
    },
    candidates(record) {
      // A row that carries the record's own id is the record: what its name looks like does not matter any more.
      const own = find(record, true);
      return own.length > 0 ? own : find(record, false);
    },
    fitsWeakly(record, rowId) {
      return !groups.some(
        ({ group, rows }) =>
          !group.weak && group.recordKeys(record).some((key) => rows.get(key)?.includes(rowId) ?? false),
      );
    },
  };
}
