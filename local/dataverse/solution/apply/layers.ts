import type { Kernel, StoredValue } from "../../contracts";
import type { ComponentRow } from "./component-row";

type Values = Readonly<Record<string, StoredValue>>;

/** Components that people change by hand, over the Web API: their addresses, columns, states. */
const CHANGEABLE = new Set(["serviceendpoint", "sdkmessageprocessingstep"]);
/** Columns of theirs that stay what a customer made of them even where it is not known what the import had written. */
const CUSTOMERS_OWN = new Set(["url", "filteringattributes", "statecode", "statuscode"]);

/**
 * What a customer changed on imported components. A managed update leaves that alone, since the unmanaged layer stays on top
 * (docs: solution-layers-alm), unless it is told to overwrite it; an unmanaged import overwrites it for good (docs:
 * import-update-export-solutions). For endpoints and steps nobody wrote down a test: inferred from these general sentences.
 */
export class Layers {
  private readonly imported = new Map<string, Values>();

  constructor(private readonly kernel: Kernel) {}

  /** The row an import writes, with the customer's changes where they stay. */
  over(row: ComponentRow, keepChanges: boolean): ComponentRow {
    if (!CHANGEABLE.has(row.table)) return row;
    const key = `${row.table}/${row.id}`;
    const last = this.imported.get(key);
    this.imported.set(key, row.values);
    const now = this.kernel.store.get(row.table, row.id)?.values;
    if (now === undefined || !keepChanges) return row;
    const kept = Object.keys(row.values).filter((column) =>
      last === undefined
        ? CUSTOMERS_OWN.has(column)
        : JSON.stringify(now[column] ?? null) !== JSON.stringify(last[column] ?? null),
    );
    return {
      ...row,
      values: { ...row.values, ...Object.fromEntries(kept.map((name) => [name, now[name] ?? null])) },
    };
  }
}
