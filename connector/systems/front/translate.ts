import { standInFor } from "../../../core/ids/usable-id";
import type { SystemFields, SystemFieldInfo, SystemFieldType } from "../../../core/mapping/system-fields";
import type { SystemRecord, Value, Values } from "../../../core/records";
import { SystemError } from "../contract/system-error";
import { FRONT_TAKES, type FrontFieldType } from "./field-compatibility";
import { accountFrame, type AccountJson, type CustomFieldJson } from "./schema";

/** Before the name of a custom field, in mappings. Front keys values by the names people gave. */
export const CUSTOM = "custom:";

/** What Front's types are to the engine. https://dev.frontapp.com/reference (custom fields) */
const TYPES: Readonly<Record<FrontFieldType, SystemFieldType>> = {
  text: "text",
  number: "number",
  teammate: "user",
  yesNo: "yesNo",
  dateTime: "dateTime",
  domains: "domains",
  description: "longText",
};

const BY_CUSTOM_TYPE: Readonly<Record<string, FrontFieldType>> = {
  string: "text",
  enum: "text",
  number: "number",
  teammate: "teammate",
  boolean: "yesNo",
  datetime: "dateTime",
};

const field = (name: string, type: FrontFieldType, more: Partial<SystemFieldInfo> = {}) => ({
  name,
  type: TYPES[type],
  takes: FRONT_TAKES[type],
  ...more,
});

/** An account's fields, those included that an admin of Front made. A type that accounts cannot be mapped to is left out. */
export function fieldsFrom(custom: readonly CustomFieldJson[]): SystemFields {
  const own = custom.flatMap(({ name, type }) => {
    const known = BY_CUSTOM_TYPE[type];
    return known === undefined ? [] : [field(CUSTOM + name, known)];
  });
  const all = [
    field("name", "text", { required: true }),
    field("description", "description"),
    field("domains", "domains"),
    field("externalId", "text", { readOnly: true }),
    ...own,
  ];
  return Object.fromEntries(all.map((each) => [each.name, each]));
}

/** Front's JSON to canonical values. One that makes no sense is a record in trouble, and costs nobody else. */
export function toRecord(json: unknown, fields: SystemFields): SystemRecord {
  const parsed = accountFrame.safeParse(json);
  if (!parsed.success) {
    const details = `${parsed.error.issues[0]?.path.join(".") ?? "the account"} has an unknown form`;
    const id = (json as { id?: unknown } | null)?.id;
    return {
      id: typeof id === "string" && id !== "" ? id : standInFor(JSON.stringify(json) ?? ""),
      values: {},
      trouble: { code: "RECORD_MALFORMED", params: { details } },
    };
  }
  const { id, updated_at: updatedOn, external_id: madeFor } = parsed.data;
  return {
    id,
    ...(madeFor === null ? {} : { madeFor: madeFor.toLowerCase() }),
    values: valuesOf(parsed.data, fields),
    ...(typeof updatedOn === "number" ? { modifiedOn: new Date(updatedOn * 1000).toISOString() } : {}),
  };
}

function valuesOf(account: AccountJson, fields: SystemFields): Values {
  const values: Record<string, Value> = {
    name: account.name || null,
    description: account.description || null,
    domains: account.domains.join(", ") || null,
    externalId: account.external_id,
  };
  for (const name of Object.keys(fields).filter((each) => each.startsWith(CUSTOM)))
    values[name] = canonical(account.custom_fields?.[name.slice(CUSTOM.length)], fields[name]!.type);
  return values;
}

function canonical(value: unknown, type: SystemFieldType): Value {
  if (value === null || value === undefined || value === "") return null;
  if (type === "dateTime" && typeof value === "number") return new Date(value * 1000).toISOString();
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean"
    ? value
    : JSON.stringify(value);
}

/** The domains of a canonical value. */
export function domainsIn(value: Value | undefined): readonly string[] {
  return typeof value === "string" ? value.split(/,\s*/).filter(Boolean) : [];
}

/**
 * Canonical values to the JSON of a write. Custom fields are replaced as a whole: those of `current` that are not written go along as
 * they are, mapped or not. Domains of the account stay: ours comes beside them.
 * @throws SystemError SYSTEM_REJECTED for a field that Front does not have
 */
export function toJson(
  values: Values,
  fields: SystemFields,
  current: Pick<AccountJson, "custom_fields" | "domains"> | null,
): Readonly<Record<string, unknown>> {
  const json: Record<string, unknown> = {};
  const custom: Record<string, unknown> = { ...current?.custom_fields };
  for (const [name, value] of Object.entries(values)) {
    if (!fields[name] || fields[name].readOnly) throw unknown(name);
    if (name.startsWith(CUSTOM)) {
      const key = name.slice(CUSTOM.length);
      if (value === null) delete custom[key];
      else custom[key] = forFront(value, fields[name].type);
    } else if (name === "domains")
      json.domains = [...new Set([...(current?.domains ?? []), ...domainsIn(value)])];
    else json[name] = name === "description" ? (value ?? "") : value;
  }
  if (Object.keys(values).some((name) => name.startsWith(CUSTOM))) json.custom_fields = custom;
  return json;
}

/** Whether a write needs the account as it is now. */
export function needsCurrent(values: Values): boolean {
  return Object.keys(values).some((name) => name === "domains" || name.startsWith(CUSTOM));
}

function forFront(value: Value, type: SystemFieldType): unknown {
  if (type === "dateTime" && typeof value === "string") return Date.parse(value) / 1000;
  return type === "text" && typeof value !== "string" ? String(value) : value;
}

function unknown(name: string): SystemError {
  const reason = `The mapping names the field "${name}", which Front does not have or does not let anybody write.`;
  return new SystemError("SYSTEM_REJECTED", reason, { reason, fields: { [name]: reason } });
}
