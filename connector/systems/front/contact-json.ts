import type { SystemFields } from "../../../core/mapping/system-fields";
import type { SystemRecord, Values } from "../../../core/records";
import { FRONT_ACCOUNT_OBJECT } from "./account-mapping";
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
import { contactFrame, type ContactJson, type CustomFieldJson } from "./schema";

/** A way to reach a contact; no two contacts have the same. */
export interface Handle {
  readonly source: "email" | "phone";
  readonly handle: string;
}

const SOURCES = ["email", "phone"] as const;

/** A contact's fields, those included that an admin of Front made. Which account a contact is in, it does not say. */
export function contactFields(custom: readonly CustomFieldJson[]): SystemFields {
  const own = [
    field("name", "text"),
    field("description", "description"),
    field("email", "email", { shared: true }),
    field("phone", "phone", { shared: true }),
    field("links", "links", { shared: true }),
    field("account", "account", { unread: true, pointsTo: FRONT_ACCOUNT_OBJECT }),
  ];
  return withCustomFields(own, custom);
}

/** Front's contact to a record of canonical values. */
export function toContact(json: unknown, fields: SystemFields): SystemRecord {
  return recordFrom(contactFrame, json, (contact) => ({
    values: {
      name: contact.name || null,
      description: contact.description || null,
      email: several(ofSource(contact, "email")),
      phone: several(ofSource(contact, "phone")),
      links: several(contact.links),
      ...customValues(contact.custom_fields, fields),
    },
  }));
}

const ofSource = ({ handles }: Pick<ContactJson, "handles">, wanted: Handle["source"]) =>
  handles.flatMap(({ handle, source }) => (source === wanted ? handle : []));

/** The handles that a write asks for; those that a contact has already are left out. Nothing is ever taken away: conversations hang on it. */
export function newHandles(values: Values, current: Pick<ContactJson, "handles"> | null): readonly Handle[] {
  return SOURCES.flatMap((source) => {
    const held = (current ? ofSource(current, source) : []).map(plain);
    return valuesIn(values[source])
      .filter((handle) => !held.includes(plain(handle)))
      .map((handle) => ({ source, handle }));
  });
}

/** Written differently, it is the same address, or number. */
const plain = (handle: string) =>
  handle.includes("@") ? handle.trim().toLowerCase() : handle.replace(/[^+\d]/g, "");

/**
 * Canonical values to the JSON of a write, but for handles and the account, which are written by themselves. Links of the contact stay:
 * ours come beside them.
 * @throws SystemError SYSTEM_REJECTED for a field that Front does not have
 */
export function contactJson(
  values: Values,
  fields: SystemFields,
  current: Pick<ContactJson, "custom_fields" | "links"> | null,
): Readonly<Record<string, unknown>> {
  requireWritable(values, fields);
  const json: Record<string, unknown> = {};
  for (const name of ["name", "description"]) if (name in values) json[name] = values[name] ?? "";
  if ("links" in values) json.links = [...new Set([...(current?.links ?? []), ...valuesIn(values.links)])];
  return { ...json, ...customJson(values, fields, current?.custom_fields) };
}

/** Whether a write needs the contact as it is now. */
export function contactNeedsCurrent(values: Values): boolean {
  return Object.keys(values).some((name) => ["email", "phone", "links"].includes(name) || isCustom(name));
}
