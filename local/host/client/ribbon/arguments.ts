import type { ItemReference, RibbonContext } from "./context";
import type { Parameter } from "./types";

const ids = (items: readonly ItemReference[]) => items.map((item) => item.Id);

/** Every CrmParameter of the schema, and where its value comes from. */
const CRM_PARAMETERS: Readonly<Record<string, (context: RibbonContext) => unknown>> = {
  PrimaryControl: (c) => c.primary?.formContext ?? c.grid?.control ?? null,
  PrimaryControlId: () => "crmForm",
  PrimaryEntityTypeCode: (c) => c.primary?.tableTypeCode ?? c.tableTypeCode,
  PrimaryEntityTypeName: (c) => c.primary?.table ?? c.table,
  PrimaryItemIds: (c) => (c.primary?.id ? [c.primary.id] : []),
  FirstPrimaryItemId: (c) => c.primary?.id ?? null,
  SelectedEntityTypeCode: (c) => c.tableTypeCode,
  SelectedEntityTypeName: (c) => c.table,
  FirstSelectedItemId: (c) => c.grid?.selected[0]?.Id ?? null,
  SelectedControl: (c) => c.grid?.control ?? null,
  SelectedControlSelectedItemCount: (c) => c.grid?.selected.length ?? 0,
  SelectedControlSelectedItemIds: (c) => ids(c.grid?.selected ?? []),
  SelectedControlSelectedItemReferences: (c) => [...(c.grid?.selected ?? [])],
  SelectedControlAllItemCount: (c) => c.grid?.totalCount ?? 0,
  SelectedControlAllItemIds: (c) => ids(c.grid?.all ?? []),
  SelectedControlAllItemReferences: (c) => [...(c.grid?.all ?? [])],
  SelectedControlUnselectedItemCount: (c) => unselected(c).length,
  SelectedControlUnselectedItemIds: (c) => ids(unselected(c)),
  SelectedControlUnselectedItemReferences: (c) => unselected(c),
  OrgName: (c) => c.organizationName,
  OrgLcid: () => 1033,
  UserLcid: (c) => c.userLanguage,
  CommandProperties: () => ({ SourceControlId: "" }),
};

function unselected(context: RibbonContext): ItemReference[] {
  const chosen = new Set(ids(context.grid?.selected ?? []));
  return (context.grid?.all ?? []).filter((item) => !chosen.has(item.Id));
}

/** The arguments of a ribbon script, in the order written. Throws for a CrmParameter the schema does not have. */
export function argumentsFor(parameters: readonly Parameter[], context: RibbonContext): unknown[] {
  return parameters.map((parameter) => {
    if (parameter.kind === "constant") return parameter.value;
    const read = CRM_PARAMETERS[parameter.value];
    if (!read) throw new Error(`CrmParameter "${parameter.value}" does not exist.`);
    return read(context);
  });
}
