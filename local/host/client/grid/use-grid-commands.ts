import { theHost } from "../host";
import { gridRibbonContext } from "../ribbon/make-context";
import { standardCommands } from "../ribbon/standard-commands";
import type { CommandItem } from "../ribbon/commands";
import { useCommands } from "../ribbon/use-commands";
import type { FormModel } from "../form/form-model";
import { deleteSelected, setStateOfSelected } from "./grid-actions";
import type { GridModel } from "./grid-model";

/** A new row of a subgrid points to the record it stands on. */
function defaultsFor(grid: GridModel, form: FormModel | undefined): string {
  const { related } = grid.options;
  if (!related || !form) return "";
  return new URLSearchParams({
    [related.column]: related.id,
    [`${related.column}name`]: form.primaryName,
    [`${related.column}type`]: form.table.logicalName,
  }).toString();
}

/** The command bar of a main grid, or with `parent` of a subgrid. */
export function useGridCommands(
  grid: GridModel,
  parent?: { readonly form: FormModel; readonly control: string },
): readonly CommandItem[] {
  const { session, router } = theHost();
  const { table } = grid;
  const may = (action: string) => session.privileges.has(action, table.logicalName);
  const some = grid.selected.size > 0;
  const states = new Set(grid.selectedRows.map((row) => row.data.statecode));
  const extraqs = defaultsFor(grid, parent?.form);
  const standard = standardCommands({
    create:
      may("Create") &&
      (() =>
        router.go({ pagetype: "entityrecord", etn: table.logicalName, ...(extraqs ? { extraqs } : {}) })),
    activate: some && may("Write") && states.has(1) && (() => setStateOfSelected(grid, 0)),
    deactivate: some && may("Write") && states.has(0) && (() => setStateOfSelected(grid, 1)),
    remove: some && may("Delete") && (() => deleteSelected(grid)),
    refresh: () => grid.refresh(),
  });
  const refreshRibbon = () => grid.notify();
  const revision = `${[...grid.selected].join()}|${parent?.form.ribbonRevision ?? ""}|${grid.view.id}|${grid.loading}`;
  return useCommands(
    standard,
    () => gridRibbonContext(grid, refreshRibbon, parent),
    revision,
    session.language,
  );
}
