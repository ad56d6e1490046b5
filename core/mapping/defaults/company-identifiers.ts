import type { MatchRules } from "../types";

/** The names a company's fields have in a system. */
export interface CompanyFields {
  readonly name: string;
  /** A domain, a web address or an e-mail address: the registrable domain is taken out of any of them. */
  readonly domain: string;
}

/** "Domain"; `withoutEnding` also takes example.com and example.es for the same company. */
export function companyDomain(fields: CompanyFields, withoutEnding = false): MatchRules {
  const comparison = withoutEnding ? "domainWithoutEnding" : "domain";
  return [[{ systemField: fields.domain, column: "websiteurl", comparison }]];
}

/** "Domain or Company Name": either is enough. */
export function companyDomainOrName(fields: CompanyFields, withoutEnding = false): MatchRules {
  return [
    ...companyDomain(fields, withoutEnding),
    [{ systemField: fields.name, column: "name", comparison: "name" }],
  ];
}
