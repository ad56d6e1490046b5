import type { SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord, Value, Values } from "../../../core/records";
import {
  customJson,
  customValues,
  field,
  isCustom,
  recordFrom,
  requireWritable,
  several,
  valuesIn,
  withCustomFields,
} from "./custom-fields";
import { accountFrame, type AccountJson, type CustomFieldJson } from "./schema";

/** An account's fields, those included that an admin of Front made. */
export function fieldsFrom(custom: readonly CustomFieldJson[]): SystemFields {
  const own = [
    field("name", "text", { required: true }),
    field("description", "description"),
    field("domains", "domains", { shared: true }),
    field("externalId", "text", { readOnly: true }),
  ];
  return withCustomFields(own, custom);
}

/** Front's account to a record of canonical values. */
export function toRecord(json: unknown, fields: SystemFields): SystemRecord {
  return recordFrom(accountFrame, json, (account) => {
    const { name, description, domains, external_id: externalId } = account;
    return {
      ...(externalId === null ? {} : { madeFor: externalId.toLowerCase() }),
      values: {
        name: name || null,
        description: description || null,
        domains: several(domains),
        externalId,
        ...customValues(account.custom_fields, fields),
      },
    };
  });
}

/**
 * Canonical values to the JSON of a write. Domains of the account stay: ours comes beside them.
 * @throws SystemError SYSTEM_REJECTED for a field that Front does not have
 */
export function toJson(
  values: Values,
  fields: SystemFields,
  current: Pick<AccountJson, "custom_fields" | "domains"> | null,
): Readonly<Record<string, unknown>> {
  requireWritable(values, fields);
  const own = Object.entries(values).filter(([name]) => !isCustom(name));
  const written = own.map(([name, value]) => [name, ownValue(name, value, current)]);
  return { ...Object.fromEntries(written), ...customJson(values, fields, current?.custom_fields) };
}

function ownValue(name: string, value: Value, current: Pick<AccountJson, "domains"> | null): unknown {
  if (name === "domains") return [...new Set([...(current?.domains ?? []), ...valuesIn(value)])];
  return name === "description" ? (value ?? "") : value;
}

/** Whether a write needs the account as it is now. */
export function needsCurrent(values: Values): boolean {
  return Object.keys(values).some((name) => name === "domains" || isCustom(name));
}
