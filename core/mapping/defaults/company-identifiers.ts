import type { MatchRules } from "../types";

/** The names a company's fields have in a system. */
export interface CompanyFields {
  readonly name: string;
  /** A domain, a web address or an email address: the registrable domain is taken out of any of them. */
  readonly domain: string;
}

/** Where an account keeps what a company is recognised by. */
export const ACCOUNT_COLUMNS = { name: "name", domain: "websiteurl" } as const;

/** "Domain"; `withoutEnding` also takes example.com and example.es for the same company. */
export function companyDomain(fields: Pick<CompanyFields, "domain">, withoutEnding = false): MatchRules {
  const comparison = withoutEnding ? "domainWithoutEnding" : "domain";
  return [[{ systemField: fields.domain, column: ACCOUNT_COLUMNS.domain, comparison }]];
}

/** "Company Name", folded as names are. */
export function companyName(fields: Pick<CompanyFields, "name">): MatchRules {
  return [[{ systemField: fields.name, column: ACCOUNT_COLUMNS.name, comparison: "name" }]];
}

/** "Domain or Company Name": either is enough. */
export function companyDomainOrName(fields: CompanyFields, withoutEnding = false): MatchRules {
  return [...companyDomain(fields, withoutEnding), ...companyName(fields)];
}
