import type { ControlModel } from "../form/control-model";
import { ClassId } from "../form/definition";
import type { FormModel } from "../form/form-model";
import { wrapGrid } from "./grid-control";

interface ControlNotificationInput {
  readonly messages: readonly string[];
  readonly notificationLevel?: "ERROR" | "RECOMMENDATION";
  readonly uniqueId?: string;
}

const TYPES: Readonly<Record<string, string>> = {
  Lookup: "lookup",
  Customer: "lookup",
  Owner: "lookup",
  Picklist: "optionset",
  State: "optionset",
  Status: "optionset",
  MultiSelectPicklist: "multiselectoptionset",
};

function typeOf(model: ControlModel): string {
  if (model.definition.custom) return `customcontrol:${model.definition.custom.name}`;
  if (model.definition.classId === ClassId.subgrid) return "subgrid";
  return TYPES[model.attribute?.column.type ?? ""] ?? "standard";
}

/** The Client API's control object over the model. */
export function wrapControl(
  model: ControlModel,
  form: FormModel,
  attribute: () => unknown,
  parent: () => unknown,
  formContext: () => unknown,
): Record<string, unknown> {
  const base: Record<string, unknown> = {
    getName: () => model.name,
    getControlType: () => typeOf(model),
    getAttribute: attribute,
    getParent: parent,
    getLabel: () => model.label,
    setLabel: (label: string) => model.update({ label }),
    getVisible: () => model.visible,
    setVisible: (visible: boolean) => model.update({ visible }),
    getDisabled: () => model.disabled || !form.isEditable(model),
    setDisabled: (disabled: boolean) => model.update({ disabled }),
    setFocus: () => model.focus(),
    setNotification: (text: string, id = "default") => {
      model.addNotification({ id, text, level: "ERROR" });
      return true;
    },
    addNotification: ({ messages, notificationLevel, uniqueId }: ControlNotificationInput) => {
      model.addNotification({
        id: uniqueId ?? "default",
        text: messages.join(" "),
        level: notificationLevel ?? "RECOMMENDATION",
      });
      return true;
    },
    clearNotification: (id?: string) => model.clearNotification(id),
  };
  if (model.definition.classId !== ClassId.subgrid) return base;
  // A subgrid's own methods exist as soon as its rows are on the screen.
  return new Proxy(base, {
    get: (target, key: string) =>
      target[key] ??
      (model.grid
        ? wrapGrid(model.grid, model.name, () => form.refreshRibbon(), formContext)[key]
        : undefined),
  });
}
