import { contact } from "../../../core/generated/schema";
import { emailWithName, nameAndCompany } from "../../../core/mapping/defaults/contact-identifiers";
import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import { EMPLOYER_NAME } from "../../../core/mapping/lookup-name";
import type { CompanyPolicy, Mapping, MappingLine } from "../../../core/mapping/types";

/** Enginy's own word for people, in links and ids. */
export const ENGINY_CONTACT_OBJECT = "contact";

/** A line from a field of Enginy to a column: never over what a person typed, and up to date where nobody did. */
export function line(systemField: string, column: string): MappingLine {
  return {
    id: systemField,
    kind: "field",
    systemField,
    column,
    direction: "toDataverse",
    writeRule: "emptyOrOurs",
    conflict: "dataverse",
    transformations: [],
  };
}

/** Whoever exported it owns it: calls say who that is. Where nobody does, the mapping's default owner. */
export const OWNER: MappingLine = { ...line("ownerId", "ownerid"), transformations: [{ kind: "owner" }] };

const IDENTITY = {
  firstName: "firstName",
  lastName: "lastName",
  company: "companyName",
  email: "professionalEmail",
} as const;

/** "When exporting contacts, associate them with companies": with the account that fits; none is made unless an admin says so. */
const COMPANIES: CompanyPolicy = {
  identify: "domainOrName",
  fields: { name: "companyName", domain: ["companyDomain", "professionalEmail"] },
  contactColumns: { domain: ["websiteurl", "emailaddress1"] },
  link: true,
  create: false,
  linkContacts: false,
  writeRule: "onlyWhenEmpty",
};

/** What both mappings of Enginy leave alone: who is no lead there any more is still a customer here. */
export const ENGINY_POLICIES = { ...DEFAULT_POLICIES, onSystemDelete: "keep", newRows: "none" } as const;

/** The mapping that a new connection to Enginy begins with. People are recognised by first name, last name and company, or email address. */
export function enginyContactMapping(ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  return {
    ...ids,
    systemObject: ENGINY_CONTACT_OBJECT,
    table: "contact",
    direction: "toDataverse",
    lines: [
      line("firstName", "firstname"),
      line("lastName", "lastname"),
      line("jobTitle", "jobtitle"),
      line("professionalEmail", "emailaddress1"),
      line("mobilePhone", "mobilephone"),
      line("linkedInProfileUrl", contact.columns.linkedinurl),
      OWNER,
    ],
    matchRules: [...nameAndCompany(IDENTITY, { company: EMPLOYER_NAME }), ...emailWithName(IDENTITY)],
    policies: { ...ENGINY_POLICIES, companies: COMPANIES },
  };
}
