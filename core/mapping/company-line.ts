import { companyOf } from "../match/company-key";
import { ACCOUNT_COLUMNS } from "./defaults/company-identifiers";
import { accountRules, contactRules } from "./defaults/company-rules";
import { columnOf } from "./lookup-path";
import { COMPANY_LINE } from "./reserved-lines";
import type { LinkBackRule, RelatedRule } from "./related";
import type { CompanyPolicy, Mapping, MappingLine } from "./types";

/** Where a contact keeps its account. */
const COMPANY_COLUMN = "parentcustomerid.account";
/** The same of all tables of people. https://learn.microsoft.com/power-apps/developer/data-platform/reference/entities/lead */
const COMPANY_COLUMNS: ReadonlyMap<string, string> = new Map([
  ["contact", COMPANY_COLUMN],
  ["lead", "parentaccountid"],
]);

/** The mapping with one more line where its policy joins people to accounts. A line of the admin's own for that column goes first. */
export function withCompanyLine(mapping: Mapping): Mapping {
  const { companies } = mapping.policies;
  const column = COMPANY_COLUMNS.get(mapping.table);
  if (column === undefined || !companies?.link) return mapping;
  if (mapping.lines.some((line) => columnOf(line.column) === columnOf(column))) return mapping;
  const line: MappingLine = {
    id: COMPANY_LINE,
    kind: "field",
    systemField: COMPANY_LINE,
    column,
    direction: "toDataverse",
    writeRule: companies.writeRule,
    conflict: companies.writeRule === "overwrite" ? "system" : "dataverse",
    transformations: [],
  };
  return { ...mapping, lines: [...mapping.lines, line] };
}

/** The lookups of a mapping, with that line, that are resolved by rules of their own. */
export function relatedRules({
  lines,
  policies,
}: Pick<Mapping, "lines" | "policies">): readonly RelatedRule[] {
  const { companies } = policies;
  const line = lines.find(({ id }) => id === COMPANY_LINE);
  if (!companies || !line) return [];
  const { name, domain } = companies.fields;
  return [
    {
      line,
      table: "account",
      matchRules: accountRules(companies),
      told: [...domain, ...(name ? [name] : [])],
      describe: (values) => {
        const company = companyOf(values, companies.fields);
        if (company === null) return null;
        const account = { [ACCOUNT_COLUMNS.name]: company.name, [ACCOUNT_COLUMNS.domain]: company.domain };
        return { key: company.key, name: company.name, values: account };
      },
      create: companies.create,
      ambiguous: "COMPANY_AMBIGUOUS",
    },
  ];
}

/** Contacts that are given to the accounts a mapping syncs or creates. */
export function linkBackRules({ policies }: Pick<Mapping, "policies">): readonly LinkBackRule[] {
  const { companies } = policies;
  return companies?.linkContacts ? [contactsOfAccounts(companies)] : [];
}

function contactsOfAccounts(companies: CompanyPolicy): LinkBackRule {
  const identify = typeof companies.identify === "string" ? companies.identify : "domainOrName";
  return {
    to: "account",
    from: "contact",
    column: COMPANY_COLUMN,
    fields: ACCOUNT_COLUMNS,
    fromRules: contactRules(companies),
    toRules: accountRules({ identify, fields: companies.contactColumns }),
  };
}
