import type { Table } from "../api/metadata-types";
import type { FormModel } from "../form/form-model";
import type { GridModel } from "../grid/grid-model";
import type { GridRow } from "../grid/rows";
import { front, theHost } from "../host";
import { wrapForm } from "../xrm/form-context";
import { wrapGrid } from "../xrm/grid-control";
import type { GridSelection, ItemReference, PrimaryRecord, RibbonContext } from "./context";

const references = (rows: readonly GridRow[], table: Table): ItemReference[] =>
  rows.map((row) => ({
    Id: `{${row.id.toUpperCase()}}`,
    Name: row.name,
    TypeCode: table.objectTypeCode,
    TypeName: table.logicalName,
  }));

function selectionOf(grid: GridModel, name: string, refreshRibbon: () => void): GridSelection {
  return {
    control: wrapGrid(grid, name, refreshRibbon, () => (front.form ? wrapForm(front.form) : null)),
    selected: references(grid.selectedRows, grid.table),
    all: references(grid.rows, grid.table),
    totalCount: grid.total ?? grid.rows.length,
    ...(grid.options.related ? { relationshipType: "OneToMany" } : {}),
  };
}

function recordOf(form: FormModel): PrimaryRecord {
  return {
    table: form.table.logicalName,
    tableTypeCode: form.table.objectTypeCode,
    id: form.id ? `{${form.id.toUpperCase()}}` : null,
    state: form.state,
    formContext: wrapForm(form),
    access: form.access,
    valueOf: (column) => form.attributes.get(column)?.value ?? form.row[column],
  };
}

function base(
  table: Table,
): Pick<
  RibbonContext,
  "table" | "tableTypeCode" | "userLanguage" | "organizationName" | "privilege" | "namedPrivilege"
> {
  const { session } = theHost();
  return {
    table: table.logicalName,
    tableTypeCode: table.objectTypeCode,
    userLanguage: session.language,
    organizationName: "local",
    privilege: (action, name, depth) => session.privileges.has(action, name, depth),
    namedPrivilege: (name, depth) => session.privileges.hasNamed(name, depth),
  };
}

export const formRibbonContext = (form: FormModel): RibbonContext => ({
  ...base(form.table),
  place: "Form",
  primary: recordOf(form),
});

/** Of a main grid, or with `parent` of a subgrid on its form. */
export const gridRibbonContext = (
  grid: GridModel,
  refreshRibbon: () => void,
  parent?: { readonly form: FormModel; readonly control: string },
): RibbonContext => ({
  ...base(grid.table),
  place: parent ? "SubGrid" : "HomepageGrid",
  grid: selectionOf(grid, parent?.control ?? "crmGrid", refreshRibbon),
  ...(parent ? { primary: recordOf(parent.form) } : {}),
});
