import type { CustomField, CustomFieldType, CustomValue, Teammate } from "./account";
import { badRequest } from "./errors";
import type { Switches } from "./switches";

/**
 * Values of custom fields as they are kept; null empties one. What has no such field, or does not fit it, is refused or left out, as
 * the switch says. @throws FrontFault 400
 */
export function checkedValues(
  values: Readonly<Record<string, CustomValue>>,
  fields: readonly CustomField[],
  teammates: readonly Teammate[],
  { wrongCustomField }: Pick<Switches, "wrongCustomField">,
): Readonly<Record<string, CustomValue>> {
  const kept = Object.entries(values).filter(([name, value]) => {
    const field = fields.find((each) => each.name === name);
    if (field && (value === null || fits(value, field.type, teammates))) return true;
    if (wrongCustomField === "ignored") return false;
    throw badRequest("Invalid custom field", field ? `${name}: wrong type` : `${name}: unknown`);
  });
  return Object.fromEntries(kept.filter(([, value]) => value !== null));
}

function fits(value: unknown, type: CustomFieldType, teammates: readonly Teammate[]): boolean {
  if (type === "number" || type === "datetime") return typeof value === "number";
  if (type === "boolean") return typeof value === "boolean";
  if (typeof value !== "string") return false;
  return type !== "teammate" || teammates.some(({ email }) => email === value);
}
