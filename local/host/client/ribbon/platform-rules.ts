import type { RibbonContext } from "./context";

const count = (context: RibbonContext) => context.grid?.selected.length ?? 0;
const state = (context: RibbonContext) => context.primary?.state;

/** The platform's own enable and display rules that solutions lean on. */
const RULES: Readonly<Record<string, (context: RibbonContext) => boolean>> = {
  "Mscrm.Enabled": () => true,
  "Mscrm.NotOffline": () => true,
  "Mscrm.AnySelection": (c) => count(c) > 0,
  "Mscrm.SelectionCountExactlyOne": (c) => count(c) === 1,
  "Mscrm.SelectionCountAtLeastOne": (c) => count(c) >= 1,
  "Mscrm.SelectionCountAtLeastTwo": (c) => count(c) >= 2,
  "Mscrm.SelectionCountOneOrTwo": (c) => count(c) === 1 || count(c) === 2,
  "Mscrm.FormStateNew": (c) => state(c) === "Create",
  "Mscrm.FormStateNotNew": (c) => state(c) !== "Create",
  "Mscrm.FormStateExisting": (c) => state(c) === "Existing",
  "Mscrm.FormStateExistingOrReadOnly": (c) => state(c) === "Existing" || state(c) === "ReadOnly",
  "Mscrm.FormStateExistingOrReadOnlyOrDisabled": (c) => state(c) !== "Create" && state(c) !== "BulkEdit",
  "Mscrm.EntityFormIsEnabled": (c) => state(c) !== "Disabled" && state(c) !== "ReadOnly",
  "Mscrm.ShowOnGrid": (c) => c.place !== "Form",
  "Mscrm.ShowOnQuickAction": () => false,
  "Mscrm.ShowOnGridAndQuickAction": (c) => c.place !== "Form",
  // The pair that hides a button in every client: never both true.
  "Mscrm.HideOnModern": () => false,
  "Mscrm.ShowOnlyOnModern": () => true,
  "Mscrm.CanWritePrimary": (c) => c.primary?.access?.has("Write") ?? false,
  "Mscrm.CanWriteSelected": (c) => c.privilege("Write", c.table, "Basic"),
};

/** An unknown `Mscrm.*` rule is passed over: the platform ignores ids it does not know. */
export function platformRule(id: string, context: RibbonContext): boolean {
  return RULES[id]?.(context) ?? true;
}
