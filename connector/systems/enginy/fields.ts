import type { SystemFieldInfo, SystemFields, SystemFieldType } from "../../../core/mapping/system-fields";
import type { Value, Values } from "../../../core/records";
import { TOLD_OF_CAMPAIGNS } from "./campaign-values";
import type { FieldJson } from "./schema";

/** What Enginy's own types are to the engine. Only the words of samples are documented, so an unknown one is a text. */
const BY_DATA_TYPE: Readonly<Record<string, SystemFieldType>> = {
  text: "text",
  string: "text",
  longtext: "longText",
  number: "number",
  integer: "number",
  boolean: "yesNo",
  date: "date",
  datetime: "dateTime",
  email: "email",
  phone: "phone",
  url: "url",
  enum: "text",
  array: "list",
};

const known = (type: SystemFieldType, names: readonly string[]): readonly SystemFieldInfo[] =>
  names.map((name) => ({ name, type, readOnly: true }));

/** What Enginy holds of a contact beside its company. https://openapi.enginy.ai (contacts, search) */
const CONTACT: readonly SystemFieldInfo[] = [
  ...known("text", ["firstName", "lastName", "jobTitle", "linkedInHeadline", "contactCountry"]),
  ...known("text", ["emailVerificationStatus"]),
  ...known("url", ["linkedInProfileUrl", "imageUrl"]),
  ...known("email", ["professionalEmail", "personalEmails"]),
  ...known("phone", ["mobilePhone", "phones"]),
  ...known("number", ["numberOfConnections"]),
];

const COMPANY: readonly SystemFieldInfo[] = [
  ...known("text", ["name", "industry", "country", "city"]),
  ...known("longText", ["description"]),
  ...known("domains", ["domain"]),
  ...known("url", ["website", "companyLinkedInUrl"]),
  ...known("number", ["numberOfEmployees"]),
];

/** What only the calls of Enginy's Custom CRM tell. https://docs.enginy.ai (Custom CRM) */
const IN_CALLS: readonly SystemFieldInfo[] = [
  ...known("text", ["location", "lastContactedBy"]),
  ...known("list", ["campaigns"]),
  ...known("user", ["ownerId"]),
];

const ONLY_IN_CALLS: ReadonlySet<string> = new Set(IN_CALLS.map(({ name }) => name));

const CONTACT_IN_CALLS: readonly SystemFieldInfo[] = [...IN_CALLS, ...known("longText", ["description"])];

const COMPANY_IN_CALLS: readonly SystemFieldInfo[] = [
  ...IN_CALLS,
  ...known("number", ["foundedYear"]),
  ...known("text", ["revenue", "companyType"]),
  ...known("list", ["technologiesUsed", "leadCountries"]),
];

/** What a contact tells of its company. */
const OF_COMPANY: readonly SystemFieldInfo[] = [
  { ...known("text", ["companyName"])[0]!, of: { object: "company", field: "name" } },
  { ...known("domains", ["companyDomain"])[0]!, of: { object: "company", field: "domain" } },
  { ...known("url", ["companyLinkedInUrl"])[0]!, of: { object: "company", field: "companyLinkedInUrl" } },
];

/** A contact's own fields, those of its company among them, and those that people of the workspace made. */
export const contactFields = (made: readonly FieldJson[]): SystemFields =>
  withMade(
    [
      ...CONTACT,
      ...CONTACT_IN_CALLS,
      ...OF_COMPANY,
      { name: "companyId", type: "text", readOnly: true, pointsTo: "company" },
      ...Object.values(TOLD_OF_CAMPAIGNS),
    ],
    made,
  );

/** A company's fields, and those that people of the workspace made. */
export const companyFields = (made: readonly FieldJson[]): SystemFields =>
  withMade([...COMPANY, ...COMPANY_IN_CALLS], made);

function withMade(own: readonly SystemFieldInfo[], made: readonly FieldJson[]): SystemFields {
  const names = new Set(own.map(({ name }) => name));
  const others = made
    .filter(({ id }) => !names.has(id))
    .map(({ id, dataType }): SystemFieldInfo => {
      const type = BY_DATA_TYPE[(dataType ?? "").replaceAll(/[^a-z]/gi, "").toLowerCase()] ?? "text";
      return { name: id, type, readOnly: true };
    });
  return Object.fromEntries([...own, ...others].map((each) => [each.name, each]));
}

/**
 * Values of a record's JSON by the fields there are. One that it does not name is not told; neither is what stands elsewhere: what campaigns
 * know, and what the calls tell under a name that means something else here.
 */
export function valuesOf(json: Readonly<Record<string, unknown>>, fields: SystemFields): Values {
  const isTold = (name: string) => name in json && !(name in TOLD_OF_CAMPAIGNS) && !ONLY_IN_CALLS.has(name);
  const told = Object.keys(fields).filter(isTold);
  return Object.fromEntries(told.map((name) => [name, canonical(json[name])]));
}

/** Scalars as they are, lists comma-separated, anything else as JSON. */
export function canonical(value: unknown): Value {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  if (Array.isArray(value) && value.every((each) => typeof each === "string" || typeof each === "number"))
    return value.join(", ") || null;
  return JSON.stringify(value);
}
