import { alternateKeyViolated } from "../errors";
import type { Column, Key, Table } from "../metadata/types";
import type { StoredRow } from "../contracts";
import { indexValue } from "./collation";
import type { RowValues } from "./types";

const SEPARATOR = "\u0000";

/** The index of one alternate key. Rows with a null part are not in it, and so are never in each other's way. */
export class KeyIndex {
  private readonly ids = new Map<string, string>();

  constructor(
    private readonly table: Table,
    private readonly key: Key,
  ) {}

  /** The indexed text of these values; undefined when a part is null. */
  textOf(values: RowValues): string | undefined {
    let text = "";
    for (const column of this.key.columns) {
      const part = indexValue(values[column]);
      if (part === undefined) return undefined;
      text += `${part}${SEPARATOR}`;
    }
    return text;
  }

  find(values: RowValues): string | undefined {
    const text = this.textOf(values);
    return text === undefined ? undefined : this.ids.get(text);
  }

  /** Throws 412 when another row than `id` holds these values. */
  check(values: RowValues, id: string): void {
    const holder = this.find(values);
    if (holder !== undefined && holder !== id) throw this.violation();
  }

  add(row: StoredRow): void {
    const text = this.textOf(row.values);
    if (text !== undefined) this.ids.set(text, row.id);
  }

  remove(row: StoredRow): void {
    const text = this.textOf(row.values);
    if (text !== undefined && this.ids.get(text) === row.id) this.ids.delete(text);
  }

  private violation() {
    const display = (column: Column | undefined, name: string): string => column?.displayName[1033] ?? name;
    const columns = this.key.columns.map((name) => display(this.table.columns.get(name), name)).join(", ");
    return alternateKeyViolated(this.key.displayName[1033] ?? this.key.schemaName, columns);
  }
}
