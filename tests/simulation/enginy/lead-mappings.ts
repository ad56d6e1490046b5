import {
  ENGINY_CONTACT_OBJECT,
  ENGINY_POLICIES,
  line,
} from "../../../connector/systems/enginy/contact-mapping";
import { enginyCompanyMapping } from "../../../connector/systems/enginy/company-mapping";
import { emailWithName } from "../../../core/mapping/defaults/contact-identifiers";
import type { Mapping, MappingLine } from "../../../core/mapping/types";
import type { Random } from "../time/random";

/**
 * Fields of a contact that people edit in Enginy: as the other promises call them, Enginy's own name, and the column. The first two are
 * mapped to Wave as well.
 */
export const EDITED_OF_LEAD = [
  { field: "jobTitle", of: "jobTitle", column: "jobtitle" },
  { field: "city", of: "contactCountry", column: "address1_city" },
  { field: "phone", of: "mobilePhone", column: "mobilephone" },
] as const;
export type LeadField = (typeof EDITED_OF_LEAD)[number]["field"];

/** Where it stands who of the workspace has written to a contact. */
export const SENDERS_COLUMN = "department";

const IDENTITY = {
  firstName: "firstName",
  lastName: "lastName",
  company: "companyName",
  email: "professionalEmail",
} as const;

/** A mapping of contacts that an admin may have made. */
export function leadMapping(random: Random, ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  const rules: Pick<MappingLine, "writeRule" | "conflict"> = { writeRule: "overwrite", conflict: "system" };
  return {
    ...ids,
    systemObject: ENGINY_CONTACT_OBJECT,
    table: "contact",
    // In one that goes both ways, Enginy's calls are answered with what the row holds.
    direction: random.pick(["toDataverse", "both"] as const),
    lines: [
      line("firstName", "firstname"),
      line("lastName", "lastname"),
      line("professionalEmail", "emailaddress1"),
      ...EDITED_OF_LEAD.map(({ field, of, column }) => ({
        ...line(of, column),
        id: field,
        direction: random.pick(["toDataverse", "both"] as const),
        writeRule: random.pick(["overwrite", "overwrite", "emptyOrOurs", "onlyWhenEmpty"] as const),
        conflict: random.pick(["system", "dataverse", "newest"] as const),
      })),
      { ...line("senders", SENDERS_COLUMN), kind: "campaign", ...rules },
    ],
    matchRules: emailWithName(IDENTITY),
    policies: ENGINY_POLICIES,
  };
}

/** A mapping of companies, with the columns that Front hears of among its own. */
export function companyMapping(random: Random, ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  const mapping = enginyCompanyMapping(ids);
  const writeRule = random.pick(["overwrite", "emptyOrOurs"] as const);
  return {
    ...mapping,
    lines: mapping.lines
      .filter(({ id }) => ["name", "domain", "description"].includes(id))
      .map((each) =>
        each.id === "description" ? { ...each, writeRule, conflict: "system" as const } : each,
      ),
  };
}
