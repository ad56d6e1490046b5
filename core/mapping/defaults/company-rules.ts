import type { Comparison, CompanyPolicy, MatchCondition, MatchRules } from "../types";
import { companyDomain, companyName } from "./company-identifiers";

/** The rules that find a record's account, whichever way the policy says it. */
export function accountRules({ identify, fields }: Pick<CompanyPolicy, "identify" | "fields">): MatchRules {
  if (typeof identify !== "string") return identify.groups;
  const withoutEnding = identify === "domainWithoutEnding";
  const byDomain = fields.domain.flatMap((domain) => companyDomain({ domain }, withoutEnding));
  const byName = fields.name === undefined ? [] : companyName({ name: fields.name });
  if (identify === "name") return byName;
  return identify === "domainOrName" ? [...byDomain, ...byName] : byDomain;
}

/**
 * The rules that find an account's contacts: what is asked is a company with the fields `domain` and `name`, the columns
 * are the contact's. Rules of the admin's own cannot be turned round, so that domain and name decide there.
 */
export function contactRules({
  identify,
  contactColumns,
}: Pick<CompanyPolicy, "identify" | "contactColumns">): MatchRules {
  const comparison: Comparison = identify === "domainWithoutEnding" ? "domainWithoutEnding" : "domain";
  const byDomain = contactColumns.domain.map((column) => [condition("domain", column, comparison)]);
  const byName = contactColumns.name === undefined ? [] : [[condition("name", contactColumns.name, "name")]];
  if (identify === "name") return byName;
  return identify === "domain" || identify === "domainWithoutEnding" ? byDomain : [...byDomain, ...byName];
}

function condition(systemField: string, column: string, comparison: Comparison): MatchCondition {
  return { systemField, column, comparison };
}
