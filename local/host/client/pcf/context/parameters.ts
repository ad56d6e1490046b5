import { formatValue } from "../../format/columns";
import type { UserFormat } from "../../format/user-format";
import type { AttributeModel } from "../../form/attribute-model";
import type { ControlModel } from "../../form/control-model";
import type { CustomParameter } from "../../form/definition";
import type { FormModel } from "../../form/form-model";
import { isLookup, type AttributeValue, type LookupItem } from "../../form/values";
import type { PropertyDefinition } from "../manifest";

/** `raw` in the framework's shapes: numbers for choices, `{id, name, entityType}[]` for lookups, Date for dates. */
function rawOf(attribute: AttributeModel): unknown {
  const { value, column } = attribute;
  if (isLookup(column)) return value ?? [];
  return value;
}

function formattedOf(value: AttributeValue, attribute: AttributeModel, format: UserFormat): string {
  if (isLookup(attribute.column))
    return ((value ?? []) as readonly LookupItem[]).map((item) => item.name).join("; ");
  return formatValue(value, attribute.column, format);
}

/** Column metadata, as `attributes` of a property carries it. */
function metadataOf(attribute: AttributeModel): Record<string, unknown> {
  const { column } = attribute;
  return {
    LogicalName: column.logicalName,
    DisplayName: column.label,
    Type: column.type.toLowerCase(),
    RequiredLevel: { None: 0, SystemRequired: 1, ApplicationRequired: 2, Recommended: 3 }[attribute.required],
    IsSecured: false,
    Description: "",
    ...(column.maxLength === undefined ? {} : { MaxLength: column.maxLength }),
    ...(column.min === undefined ? {} : { MinValue: column.min }),
    ...(column.max === undefined ? {} : { MaxValue: column.max }),
    ...(column.precision === undefined ? {} : { Precision: column.precision }),
    ...(column.format === undefined ? {} : { Format: column.format }),
    ...(column.targets === undefined ? {} : { Targets: column.targets }),
    ...(column.choices === undefined
      ? {}
      : {
          Options: column.choices.map((c) => ({ Value: c.value, Label: c.label, Color: c.color ?? "" })),
          DefaultValue: -1,
        }),
  };
}

/** A property bound to a column of the form. */
function boundProperty(
  definition: PropertyDefinition,
  attribute: AttributeModel,
  control: ControlModel,
  form: FormModel,
): Record<string, unknown> {
  const readable = form.isNew || (form.access?.has("Read") ?? true);
  const problem = control.notifications.find((n) => n.level === "ERROR");
  return {
    raw: rawOf(attribute),
    formatted: formattedOf(attribute.value, attribute, form.session.format),
    error: problem !== undefined,
    errorMessage: problem?.text ?? "",
    type: definition.ofType,
    security: { readable, editable: form.isEditable(control), secured: false },
    attributes: metadataOf(attribute),
    ...(isLookup(attribute.column)
      ? { getTargetEntityType: () => attribute.column.targets?.[0] ?? "", getViewId: () => "" }
      : {}),
  };
}

/** A constant from the form's design, in the property's type. */
function constant(definition: PropertyDefinition, value: string | undefined): Record<string, unknown> {
  let raw: unknown = value ?? null;
  if (value !== undefined && /^(Whole\.None|Decimal|FP|Currency)$/.test(definition.ofType))
    raw = Number(value);
  if (value !== undefined && definition.ofType === "TwoOptions") raw = /^(true|1|yes)$/i.test(value);
  return { raw, formatted: value ?? "", error: false, errorMessage: "", type: definition.ofType };
}

/** `context.parameters`: one entry for each property of the manifest. */
export function parametersOf(
  definitions: readonly PropertyDefinition[],
  given: Readonly<Record<string, CustomParameter>>,
  control: ControlModel,
  form: FormModel,
): Record<string, Record<string, unknown>> {
  return Object.fromEntries(
    definitions.map((definition) => {
      const parameter = given[definition.name];
      const attribute = parameter && !parameter.static ? form.attributes.get(parameter.value) : undefined;
      return [
        definition.name,
        attribute
          ? boundProperty(definition, attribute, control, form)
          : constant(definition, parameter?.value ?? definition.defaultValue),
      ];
    }),
  );
}
