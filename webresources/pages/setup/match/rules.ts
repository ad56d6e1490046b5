import {
  emailWithName,
  linkedInOrNameAndCompany,
  nameAndCompany,
} from "../../../../core/mapping/defaults/contact-identifiers";
import {
  companyDomain,
  companyDomainOrName,
  companyName,
} from "../../../../core/mapping/defaults/company-identifiers";
import { contact } from "../../../../core/generated/schema";
import type { Columns } from "../../../../core/mapping/columns";
import { EMPLOYER_NAME, lookupNamedBy } from "../../../../core/mapping/lookup-name";
import type { SystemFields } from "../../../../core/mapping/system-fields";
import { RECORD_ID_FIELD, type MatchRules } from "../../../../core/mapping/types";

/** A ready-made answer to "when are two records the same?". */
export interface RuleSet {
  /** Its words are `Set_<key>`. */
  readonly key: string;
  readonly rules: MatchRules;
  /** What a new connection begins with. */
  readonly recommended: boolean;
}

interface Sides {
  readonly table: string;
  readonly columns: Columns;
  readonly fields: SystemFields;
  /** The rules that a new connection begins with. */
  readonly defaults: MatchRules | undefined;
}

const PEOPLE: ReadonlySet<string> = new Set(["contact", "lead"]);

/** The sets that both sides have the fields for, the recommended one first. An id that says it all stays in front of each. */
export function ruleSets(sides: Sides): readonly RuleSet[] {
  const { defaults = [], table } = sides;
  const byId = defaults.filter((group) => group.every((condition) => isId(condition, table)));
  const built = PEOPLE.has(table) ? ofPeople(sides) : table === "account" ? ofCompanies(sides) : [];
  const sets = built.map(([key, rules]): RuleSet => {
    const whole = [...byId, ...rules];
    return { key, rules: whole, recommended: sameRules(whole, defaults) };
  });
  if (defaults.length === 0 || sets.some(({ recommended }) => recommended))
    return [...sets].sort((a, b) => Number(b.recommended) - Number(a.recommended));
  return [{ key: "default", rules: defaults, recommended: true }, ...sets];
}

export const sameRules = (one: MatchRules, other: MatchRules): boolean =>
  JSON.stringify(inOrder(one)) === JSON.stringify(inOrder(other));

const inOrder = (rules: MatchRules) =>
  rules.map((group) => group.map(({ column, comparison, systemField }) => [systemField, comparison, column]));

function isId({ column, systemField }: MatchRules[number][number], table: string): boolean {
  return systemField === RECORD_ID_FIELD || column === `${table}id`;
}

type Named = readonly [key: string, rules: MatchRules];

function ofPeople({ columns, fields, table }: Sides): readonly Named[] {
  const names = Object.keys(fields);
  const called = (pattern: RegExp) => names.find((name) => pattern.test(name));
  const [firstName, lastName] = [called(/^first_?name$/i), called(/^last_?name$/i)];
  const company = called(/^company(_?name)?$/i);
  const email = Object.values(fields).find(({ type }) => type === "email")?.name;
  // Of several that tell of LinkedIn, the address of the profile.
  const linkedIn = called(/linked_?in.*(url|link)$/i);
  if (!firstName || !lastName) return [];
  const identity = { firstName, lastName, company: company ?? "", email: email ?? "" };
  const employer = table === "lead" ? "companyname" : EMPLOYER_NAME;
  const profile = contact.columns.linkedinurl;
  const by = { company: employer, linkedIn: profile };
  return [
    ...(company ? ([["nameAndCompany", nameAndCompany(identity, by)]] as const) : []),
    ...(company && linkedIn && columns[profile]
      ? ([["linkedInOrName", linkedInOrNameAndCompany({ ...identity, linkedIn }, by)]] as const)
      : []),
    ...(email ? ([["emailWithName", emailWithName(identity)]] as const) : []),
    ...(company && email
      ? ([["nameWithCompanyOrEmail", [...nameAndCompany(identity, by), ...emailWithName(identity)]]] as const)
      : []),
  ];
}

function ofCompanies({ fields }: Sides): readonly Named[] {
  const names = Object.values(fields);
  const domain = (
    names.find(({ type }) => type === "domains") ??
    names.find(({ name }) => /domain/i.test(name)) ??
    names.find(({ type }) => type === "url")
  )?.name;
  const name = names.find((each) => /^(company_?)?name$/i.test(each.name))?.name;
  return [
    ...(domain && name ? ([["domainOrName", companyDomainOrName({ domain, name })]] as const) : []),
    ...(domain ? ([["domain", companyDomain({ domain })]] as const) : []),
    ...(name ? ([["companyName", companyName({ name })]] as const) : []),
  ];
}

/** The column that a condition names, as the metadata has it: of the name of a lookup's record, the lookup. */
export const columnBehind = (name: string, columns: Columns) => columns[lookupNamedBy(name) ?? name];
