import type { GridModel } from "../grid/grid-model";
import { cellOf, type GridRow } from "../grid/rows";
import { collection } from "./collection";

function wrapRow(row: GridRow, grid: GridModel): Record<string, unknown> {
  const reference = { entityType: grid.table.logicalName, id: row.id, name: row.name };
  const attributes = collection(
    () =>
      grid.columns.map((column) => ({
        getName: () => column.name,
        getValue: () => cellOf(row, column.name).raw,
      })),
    (attribute) => attribute.getName(),
  );
  const entity = {
    getEntityName: () => reference.entityType,
    getId: () => `{${row.id.toUpperCase()}}`,
    getPrimaryAttributeValue: () => row.name,
    getEntityReference: () => reference,
    attributes,
  };
  return { getData: () => ({ entity }), data: { entity } };
}

const wrapped = new WeakMap<GridModel, Record<string, unknown>>();

/**
 * The Client API's grid control: what ribbon scripts get as SelectedControl, for main grids and subgrids.
 * `name` is the subgrid's control id, or `crmGrid` for a main grid; `parentForm` gives the context of the form it is on, or null.
 */
export function wrapGrid(
  grid: GridModel,
  name: string,
  refreshRibbon: () => void,
  parentForm: () => unknown,
): Record<string, unknown> {
  const known = wrapped.get(grid);
  if (known) return known;
  const rows = (items: () => readonly GridRow[]) =>
    collection(
      () => items().map((row) => wrapRow(row, grid)),
      (row) => (row.data as { entity: { getId(): string } }).entity.getId(),
    );
  const inner = {
    getRows: () => rows(() => grid.rows),
    getSelectedRows: () => rows(() => grid.selectedRows),
    getTotalRecordCount: () => grid.total ?? grid.rows.length,
    refresh: () => void grid.refresh(),
  };
  const control: Record<string, unknown> = {
    getName: () => name,
    getControlType: () => "subgrid",
    getEntityName: () => grid.table.logicalName,
    getGrid: () => inner,
    getRelationship: () => (grid.options.related ? { name: grid.options.related.relationship } : null),
    getViewSelector: () => ({
      getCurrentView: () => ({
        id: `{${grid.view.id.toUpperCase()}}`,
        name: grid.view.name,
        entityType: "savedquery",
      }),
      setCurrentView: (view: { readonly id: string }) => {
        const id = view.id.replace(/[{}]/g, "").toLowerCase();
        const found = grid.options.views.find((v) => v.id === id);
        if (found) void grid.setView(found);
      },
      isVisible: () => grid.options.views.length > 1,
    }),
    getFetchXml: () => grid.view.fetchXml,
    refresh: () => void grid.refresh(),
    refreshRibbon,
    addOnLoad: (handler: () => void) => void grid.loadHandlers.push(handler),
    removeOnLoad: (handler: () => void) => {
      const index = grid.loadHandlers.indexOf(handler);
      if (index >= 0) grid.loadHandlers.splice(index, 1);
    },
    getParentForm: parentForm,
  };
  wrapped.set(grid, control);
  return control;
}
