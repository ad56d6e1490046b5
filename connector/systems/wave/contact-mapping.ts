import type { FieldMap } from "../../../core/mapping/field-map";
import type { SystemFieldInfo, SystemFields } from "../../../core/mapping/system-fields";
import type {
  CompanyPolicy,
  Direction,
  Mapping,
  MappingLine,
  MatchRules,
  Transformation,
} from "../../../core/mapping/types";
import {
  emailWithName,
  externalId,
  nameAndCompany,
} from "../../../core/mapping/defaults/contact-identifiers";
import { EMPLOYER_NAME } from "../../../core/mapping/lookup-name";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";

/** Wave's own word for what it syncs, in links and ids. */
export const WAVE_CONTACT_OBJECT = "contact";

/** Wave's documented limit for the company ("max 49 characters"); the column would hold 50. */
export const WAVE_COMPANY_LENGTH = 49;

/** Where Wave keeps its contact id in Dynamics, and what it puts before it. */
export const WAVE_EXTERNAL_ID = { column: "externaluseridentifier", prefix: "wavecnct_" } as const;

const FIELDS: readonly SystemFieldInfo[] = [
  { name: "firstName", type: "text" },
  { name: "lastName", type: "text" },
  { name: "primaryEmail", type: "email" },
  { name: "primaryPhone", type: "phone" },
  { name: "company", type: "text" },
  { name: "jobTitle", type: "text" },
  { name: "website", type: "url" },
  { name: "note", type: "longText" },
  { name: "assignedTo", type: "user" },
  { name: "city", type: "text" },
  { name: "language", type: "text" },
];

/** The canonical fields of a Wave contact. */
export const WAVE_CONTACT_FIELDS: SystemFields = Object.fromEntries(
  FIELDS.map((field) => [field.name, field]),
);

/** "newest": both sides say when they last changed, and a tie asks a person. */
function line(
  id: string,
  column: string,
  direction: Direction,
  ...transformations: Transformation[]
): MappingLine {
  return {
    id,
    kind: "field",
    systemField: id,
    column,
    direction,
    writeRule: "overwrite",
    conflict: "newest",
    transformations,
  };
}

/**
 * Wave's table of what gets synced, both ways where that makes sense. Company goes one way, because Dynamics holds only
 * a cut of it, in the Company Phone column, as Wave has always written it: only where that is empty or still holds what
 * Wave wrote, never over a phone number. The employer itself is the contact's account. The owner goes one way too: who is assigned in Wave
 * owns the row, while reassigning in Dynamics is the CRM's own affair.
 */
export const WAVE_CONTACT_FIELD_MAP: FieldMap = {
  externalIdColumn: WAVE_EXTERNAL_ID,
  lines: [
    line("firstName", "firstname", "both"),
    line("lastName", "lastname", "both"),
    line("primaryEmail", "emailaddress1", "both"),
    line("primaryPhone", "mobilephone", "both"),
    {
      ...line("company", "company", "toDataverse", { kind: "cut", length: WAVE_COMPANY_LENGTH }),
      writeRule: "emptyOrOurs",
    },
    line("jobTitle", "jobtitle", "both"),
    line("website", "websiteurl", "both"),
    line("note", "description", "both"),
    line("assignedTo", "ownerid", "toDataverse", { kind: "owner" }),
  ],
};

const IDENTITY = {
  firstName: "firstName",
  lastName: "lastName",
  company: "company",
  email: "primaryEmail",
} as const;

/** The id Wave left in the row; else first + last name with the name of the account, or with the email address. */
export const WAVE_CONTACT_MATCH_RULES: MatchRules = [
  ...externalId(WAVE_EXTERNAL_ID.column),
  ...nameAndCompany(IDENTITY, { company: EMPLOYER_NAME }),
  ...emailWithName(IDENTITY),
];

/**
 * How a contact of Wave tells of the company it works for. A contact without an account gets the one that fits; accounts are
 * created, and other contacts joined to them, only where an admin says so. Company Phone tells nothing of an employer.
 */
export const WAVE_COMPANIES: CompanyPolicy = {
  identify: "domainOrName",
  fields: { name: "company", domain: ["website", "primaryEmail"] },
  contactColumns: { domain: ["websiteurl", "emailaddress1"] },
  link: true,
  create: false,
  linkContacts: false,
  writeRule: "onlyWhenEmpty",
};

/** The mapping a new Wave connection starts with. */
export function waveContactMapping(ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  return {
    id: ids.id,
    connectionId: ids.connectionId,
    systemObject: WAVE_CONTACT_OBJECT,
    table: "contact",
    direction: "both",
    lines: WAVE_CONTACT_FIELD_MAP.lines,
    externalIdColumn: WAVE_EXTERNAL_ID,
    matchRules: WAVE_CONTACT_MATCH_RULES,
    policies: { ...DEFAULT_POLICIES, companies: WAVE_COMPANIES },
  };
}
