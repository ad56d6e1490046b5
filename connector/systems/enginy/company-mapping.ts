import { account } from "../../../core/generated/schema";
import { companyDomainOrName } from "../../../core/mapping/defaults/company-identifiers";
import type { Mapping } from "../../../core/mapping/types";
import { ENGINY_POLICIES, line, OWNER } from "./contact-mapping";

/** Enginy's own word for companies, in links and ids. */
export const ENGINY_COMPANY_OBJECT = "company";

/** The mapping of companies that a new connection to Enginy begins with: recognised by domain or name. */
export function enginyCompanyMapping(ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  return {
    ...ids,
    systemObject: ENGINY_COMPANY_OBJECT,
    table: "account",
    direction: "toDataverse",
    lines: [
      line("name", "name"),
      line("domain", "websiteurl"),
      line("companyLinkedInUrl", account.columns.linkedinurl),
      line("description", "description"),
      line("numberOfEmployees", "numberofemployees"),
      line("country", "address1_country"),
      line("city", "address1_city"),
      OWNER,
    ],
    matchRules: companyDomainOrName({ name: "name", domain: "domain" }),
    policies: ENGINY_POLICIES,
  };
}
