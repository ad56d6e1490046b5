import { ENGINY_COMPANY_OBJECT } from "../company-mapping";
import { ENGINY_CONTACT_OBJECT } from "../contact-mapping";
import type { CrmKind } from "./translate";

export const CONTACTS: CrmKind = {
  object: ENGINY_CONTACT_OBJECT,
  list: "contacts",
  names: {
    email: "professionalEmail",
    phone: "phones",
    title: "jobTitle",
    company: "companyName",
    domain: "companyDomain",
    linkedinUrl: "linkedInProfileUrl",
    leadCountry: "contactCountry",
  },
  domains: ["domain"],
};

/** Companies that are looked for bring `employeeCount`, those that are created `numberOfEmployees`. */
export const COMPANIES: CrmKind = {
  object: ENGINY_COMPANY_OBJECT,
  list: "companies",
  names: { linkedinUrl: "companyLinkedInUrl", employeeCount: "numberOfEmployees" },
  domains: ["domain"],
};
