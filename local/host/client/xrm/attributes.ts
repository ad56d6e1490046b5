import type { AttributeModel, SubmitMode } from "../form/attribute-model";
import type { ControlModel } from "../form/control-model";
import type { FormModel } from "../form/form-model";
import { isLookup, type AttributeValue } from "../form/values";
import { formatValue } from "../format/columns";
import { collection } from "./collection";

/** getAttributeType(): the Client API's own words for column types. */
const TYPES: Readonly<Record<string, string>> = {
  Boolean: "boolean",
  DateTime: "datetime",
  Decimal: "decimal",
  Double: "double",
  Integer: "integer",
  Lookup: "lookup",
  Customer: "lookup",
  Owner: "lookup",
  Memo: "memo",
  Money: "money",
  Picklist: "optionset",
  State: "optionset",
  Status: "optionset",
  MultiSelectPicklist: "multiselectoptionset",
  String: "string",
};

const LEVELS = {
  None: "none",
  Recommended: "recommended",
  ApplicationRequired: "required",
  SystemRequired: "required",
} as const;

/** Lookup ids are in braces and upper case to scripts, as Dynamics gives them. */
const outward = (value: AttributeValue): unknown =>
  Array.isArray(value)
    ? value.map((v) => (typeof v === "object" ? { ...v, id: `{${v.id.toUpperCase()}}` } : v))
    : value;

/** The Client API's attribute object over the model. `control` wraps a control of it. */
export function wrapAttribute(
  model: AttributeModel,
  form: FormModel,
  control: (model: ControlModel) => unknown,
  contextFor: (source: unknown) => unknown,
): Record<string, unknown> {
  const { column } = model;
  const handlers = new Map<unknown, (attribute: AttributeModel) => void>();
  const choices = () => (column.choices ?? []).map((c) => ({ text: c.label, value: c.value }));
  const self: Record<string, unknown> = {
    getName: () => model.name,
    getAttributeType: () => TYPES[column.type] ?? "string",
    getFormat: () => column.format?.toLowerCase() ?? null,
    getValue: () => outward(model.value),
    setValue: (value: AttributeValue | undefined) => model.set(value ?? null),
    getInitialValue: () => model.initial,
    getIsDirty: () => model.isDirty,
    isValid: () => !(model.isRequired && model.isEmpty),
    getRequiredLevel: () => LEVELS[model.required],
    setRequiredLevel: (level: "none" | "recommended" | "required") => {
      model.required =
        level === "required" ? "ApplicationRequired" : level === "recommended" ? "Recommended" : "None";
      model.notify();
    },
    getSubmitMode: () => model.submitMode,
    setSubmitMode: (mode: SubmitMode) => {
      model.submitMode = mode;
    },
    getMaxLength: () => column.maxLength,
    getMin: () => column.min,
    getMax: () => column.max,
    getPrecision: () => column.precision,
    getIsPartyList: () => column.type === "PartyList",
    getUserPrivilege: () => ({ canRead: true, canCreate: column.canCreate, canUpdate: column.canUpdate }),
    getOptions: choices,
    getOption: (by: number | string) => choices().find((c) => c.value === by || c.text === by) ?? null,
    getSelectedOption: () => choices().find((c) => c.value === model.value) ?? null,
    getText: () => formatValue(model.value, column, form.session.format),
    addOnChange: (handler: (context: unknown) => void) => {
      const call = () => handler(contextFor(self));
      handlers.set(handler, call);
      model.changeHandlers.push(call);
    },
    removeOnChange: (handler: unknown) => {
      const index = model.changeHandlers.indexOf(handlers.get(handler) ?? (() => undefined));
      if (index >= 0) model.changeHandlers.splice(index, 1);
    },
    fireOnChange: () => model.fire(),
    controls: collection(
      () => form.controls.filter((c) => c.attribute === model).map(control),
      (c) => (c as { getName(): string }).getName(),
    ),
  };
  if (isLookup(column)) self.getLookupTypes = () => column.targets ?? [];
  return self;
}
