import { phone } from "../map/transformations/phone";
import type { Columns } from "../mapping/columns";
import type { SystemFields, SystemFieldType } from "../mapping/system-fields";
import type { MappingLine } from "../mapping/types";
import type { Value } from "../records";
import { type Comparable, sameValue } from "../values/same";

/** Columns by which a system's values are compared, so that an address in capitals is the same address there too. */
const SYSTEM_TYPES: Readonly<Record<string, Comparable>> = {
  email: { type: "string", format: "email" },
  user: { type: "string", format: "email" },
  date: { type: "dateTime", dateOnly: true },
  dateTime: { type: "dateTime" },
};

/** Whether two values of the line's column mean the same. */
export function sameInDataverse(line: MappingLine, a: Value, b: Value, columns: Columns): boolean {
  return sameValue(a, b, columns[line.column]) || samePhone(line, a, b);
}

/** Whether two values of the line's field in the system mean the same. */
export function sameInSystem(
  line: MappingLine,
  a: Value,
  b: Value,
  fields: SystemFields | undefined,
): boolean {
  const { shared, type } = fields?.[line.systemField ?? ""] ?? {};
  if (shared && sharesValues(a, b, type)) return true;
  return sameValue(a, b, type === undefined ? undefined : SYSTEM_TYPES[type]) || samePhone(line, a, b);
}

/** Ours is one of those that are there: the others are none of our business. */
function sharesValues(a: Value, b: Value, type: SystemFieldType | undefined): boolean {
  if (typeof a !== "string" || typeof b !== "string") return false;
  const plain = (text: string) => (type === "phone" ? text.replace(/[^+\d]/g, "") : text.toLowerCase());
  const [few, many] = [a, b].map((text) => text.split(/,\s*/).map(plain)).sort((x, y) => x.length - y.length);
  return few!.every((each) => many!.includes(each));
}

/** Under a phone rule, two ways of writing one number are one value: only the rule's own form is ever written. */
function samePhone(line: MappingLine, a: Value, b: Value): boolean {
  const rule = line.transformations.find((candidate) => candidate.kind === "phone");
  if (!rule || typeof a !== "string" || typeof b !== "string") return false;
  return phone(a, rule.defaultCountry) === phone(b, rule.defaultCountry);
}
