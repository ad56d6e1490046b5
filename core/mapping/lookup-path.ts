import { isReference, type ColumnInfo, type Columns } from "./columns";

/**
 * A lookup that may point to several tables is named with the one a line means: `parentcustomerid.account`.
 * Gives the column itself: `parentcustomerid`.
 */
export function columnOf(path: string): string {
  const dot = path.indexOf(".");
  return dot === -1 ? path : path.slice(0, dot);
}

/** The table a path names ("account"); null for a plain column. */
export function tableOf(path: string): string | null {
  const dot = path.indexOf(".");
  return dot === -1 ? null : path.slice(dot + 1);
}

/** The columns, and beside every lookup with several targets one entry for each: what a line may name. */
export function withLookupPaths(columns: Columns): Columns {
  const paths: Record<string, ColumnInfo> = {};
  for (const column of Object.values(columns)) {
    if (!isReference(column) || column.targets === undefined || column.targets.length < 2) continue;
    for (const target of column.targets) {
      const name = `${column.name}.${target}`;
      paths[name] = { ...column, name, targets: [target] };
    }
  }
  return { ...columns, ...paths };
}

/** True for a lookup of which nobody could say where its ids point: several targets, and none named. */
export function targetIsOpen(column: ColumnInfo): boolean {
  return isReference(column) && column.type !== "owner" && (column.targets?.length ?? 0) > 1;
}
