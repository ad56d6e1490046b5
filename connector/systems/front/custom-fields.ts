import { standInFor } from "../../../core/ids/usable-id";
import type { SystemFields, SystemFieldInfo, SystemFieldType } from "../../../core/mapping/system-fields";
import type { SystemRecord, Value, Values } from "../../../core/records";
import type { z } from "zod";
import { SystemError } from "../contract/system-error";
import { FRONT_TAKES, type FrontFieldType } from "./field-compatibility";
import type { CustomFieldJson } from "./schema";

/** Before the name of a custom field, in mappings. Front keys values by the names people gave. */
export const CUSTOM = "custom:";

type Custom = Readonly<Record<string, unknown>> | null | undefined;

/** What Front's types are to the engine. https://dev.frontapp.com/reference (custom fields) */
const TYPES: Readonly<Record<FrontFieldType, SystemFieldType>> = {
  text: "text",
  number: "number",
  teammate: "user",
  yesNo: "yesNo",
  dateTime: "dateTime",
  domains: "domains",
  description: "longText",
  email: "email",
  phone: "phone",
  links: "url",
  account: "text",
};

const BY_CUSTOM_TYPE: Readonly<Record<string, FrontFieldType>> = {
  string: "text",
  enum: "text",
  number: "number",
  teammate: "teammate",
  boolean: "yesNo",
  datetime: "dateTime",
};

/** A field of Front of one of its types. */
export const field = (
  name: string,
  type: FrontFieldType,
  more: Partial<SystemFieldInfo> = {},
): SystemFieldInfo => ({ name, type: TYPES[type], takes: FRONT_TAKES[type], ...more });

/** Fields of an object, and those that an admin of Front made for it. A type that cannot be mapped to is left out. */
export function withCustomFields(
  own: readonly SystemFieldInfo[],
  custom: readonly CustomFieldJson[],
): SystemFields {
  const made = custom.flatMap(({ name, type }) => {
    const known = BY_CUSTOM_TYPE[type];
    return known === undefined ? [] : [field(CUSTOM + name, known)];
  });
  return Object.fromEntries([...own, ...made].map((each) => [each.name, each]));
}

/** Front's custom fields as canonical values. */
export function customValues(custom: Custom, fields: SystemFields): Values {
  return Object.fromEntries(
    Object.values(fields)
      .filter(({ name }) => isCustom(name))
      .map(({ name, type }) => [name, canonical(custom?.[keyOf(name)], type)]),
  );
}

/**
 * The `custom_fields` of a write; none where it writes none. Front replaces them as a whole: those of `current` that are not written
 * go along as they are, mapped or not.
 */
export function customJson(
  values: Values,
  fields: SystemFields,
  current: Custom,
): { readonly custom_fields?: Readonly<Record<string, unknown>> } {
  const written = Object.entries(values).filter(([name]) => isCustom(name));
  if (written.length === 0) return {};
  const custom: Record<string, unknown> = { ...current };
  for (const [name, value] of written) {
    if (value === null) delete custom[keyOf(name)];
    else custom[keyOf(name)] = forFront(value, fields[name]!.type);
  }
  return { custom_fields: custom };
}

export const isCustom = (name: string) => name.startsWith(CUSTOM);
const keyOf = (name: string) => name.slice(CUSTOM.length);

/** @throws SystemError SYSTEM_REJECTED for a field that Front does not have, or does not let anybody write */
export function requireWritable(values: Values, fields: SystemFields): void {
  const name = Object.keys(values).find((each) => !fields[each] || fields[each].readOnly);
  if (name === undefined) return;
  const reason = `The mapping names the field "${name}", which Front does not have or does not let anybody write.`;
  throw new SystemError("SYSTEM_REJECTED", reason, { reason, fields: { [name]: reason } });
}

/** Front's JSON to a record. One that makes no sense is a record in trouble, and costs nobody else. */
export function recordFrom<T extends { readonly id: string; readonly updated_at?: number | null }>(
  frame: z.ZodType<T>,
  json: unknown,
  rest: (read: T) => Pick<SystemRecord, "values" | "madeFor">,
): SystemRecord {
  const parsed = frame.safeParse(json);
  if (!parsed.success) {
    const details = `${parsed.error.issues[0]?.path.join(".") ?? "the record"} has an unknown form`;
    const id = (json as { id?: unknown } | null)?.id;
    return {
      id: typeof id === "string" && id !== "" ? id : standInFor(JSON.stringify(json) ?? ""),
      values: {},
      trouble: { code: "RECORD_MALFORMED", params: { details } },
    };
  }
  const { id, updated_at: updatedOn } = parsed.data;
  const modifiedOn = typeof updatedOn === "number" ? new Date(updatedOn * 1000).toISOString() : undefined;
  return { id, ...rest(parsed.data), ...(modifiedOn === undefined ? {} : { modifiedOn }) };
}

/** Several values of one field, as one canonical value. */
export const several = (values: readonly string[]): Value => values.join(", ") || null;

/** The values of a canonical one. */
export function valuesIn(value: Value | undefined): readonly string[] {
  return typeof value === "string" ? value.split(/,\s*/).filter(Boolean) : [];
}

function canonical(value: unknown, type: SystemFieldType): Value {
  if (value === null || value === undefined || value === "") return null;
  if (type === "dateTime" && typeof value === "number") return new Date(value * 1000).toISOString();
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}

function forFront(value: Value, type: SystemFieldType): unknown {
  if (type === "dateTime" && typeof value === "string") return Date.parse(value) / 1000;
  return type === "text" && typeof value !== "string" ? String(value) : value;
}
