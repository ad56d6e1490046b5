import { columnOf } from "./lookup-path";
import type { Mapping, MappingLine } from "./types";

/** The line under which a plan lists the account of a contact; no line of a field map may use it. */
export const COMPANY_LINE = "companyAccount";
/** Where the contact keeps its account. */
export const COMPANY_COLUMN = "parentcustomerid.account";

/**
 * The mapping with one more line where its policy joins contacts to accounts: planned, merged, shown and undone like any
 * other. A line of the admin's own for that column goes first.
 */
export function withCompanyLine(mapping: Mapping): Mapping {
  const { companies } = mapping.policies;
  const taken = mapping.lines.some((line) => columnOf(line.column) === columnOf(COMPANY_COLUMN));
  if (mapping.table !== "contact" || !companies?.link || taken) return mapping;
  const line: MappingLine = {
    id: COMPANY_LINE,
    kind: "field",
    systemField: COMPANY_LINE,
    column: COMPANY_COLUMN,
    direction: "toDataverse",
    writeRule: companies.writeRule,
    conflict: companies.writeRule === "overwrite" ? "system" : "dataverse",
    transformations: [],
  };
  return { ...mapping, lines: [...mapping.lines, line] };
}

/** The same without it: for a record of which no account is known. */
export function withoutCompanyLine(mapping: Mapping): Mapping {
  const lines = mapping.lines.filter((line) => line.id !== COMPANY_LINE);
  return lines.length === mapping.lines.length ? mapping : { ...mapping, lines };
}
