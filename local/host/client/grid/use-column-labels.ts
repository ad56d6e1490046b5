import * as React from "react";
import { loadTable } from "../api/metadata";
import type { GridModel } from "./grid-model";
import { linkedTables } from "./layout";

/** Column names in the user's language, those of linked tables too (`alias.column`). */
export function useColumnLabels(grid: GridModel): (name: string) => string {
  const [linked, setLinked] = React.useState<Readonly<Record<string, string>>>({});
  const { view, table, columns } = grid;
  React.useEffect(() => {
    let open = true;
    const aliases = linkedTables(view.fetchXml);
    const wanted = columns.filter((column) => column.name.includes("."));
    void Promise.all(
      wanted.map(async ({ name }) => {
        const [alias = "", column = ""] = name.split(".");
        const source = aliases.get(alias);
        const found = source ? (await loadTable(source)).columns.get(column) : undefined;
        return [name, found?.label ?? column] as const;
      }),
    ).then(
      (labels) => open && setLinked(Object.fromEntries(labels)),
      () => undefined,
    );
    return () => {
      open = false;
    };
  }, [view, columns]);
  return (name) => table.columns.get(name)?.label ?? linked[name] ?? name;
}
