import { DEFAULT_POLICIES } from "../../../core/mapping/defaults/policies";
import type { Mapping, MappingLine, MatchRules } from "../../../core/mapping/types";

/** Front's own word for what it holds of companies, in links and ids. */
export const FRONT_ACCOUNT_OBJECT = "account";

/** A line that sends a column to a field of Front, where Dynamics decides. */
export function line(systemField: string, column: string): MappingLine {
  return {
    id: systemField,
    kind: "field",
    systemField,
    column,
    direction: "toSystem",
    writeRule: "overwrite",
    conflict: "dataverse",
    transformations: [],
  };
}

/**
 * The id of our row, which we leave in each account we make; else a domain; else the name, whatever the case. Without the last group,
 * accounts of the same name are each made anew.
 */
export const FRONT_ACCOUNT_MATCH_RULES: MatchRules = [
  [{ systemField: "externalId", column: "accountid", comparison: "ignoreCase" }],
  [{ systemField: "domains", column: "websiteurl", comparison: "domain" }],
  [{ systemField: "name", column: "name", comparison: "ignoreCase" }],
];

/** The mapping a new connection to Front starts with: accounts of Dynamics are pushed, and nothing comes back. */
export function frontAccountMapping(ids: Pick<Mapping, "id" | "connectionId">): Mapping {
  return {
    ...ids,
    systemObject: FRONT_ACCOUNT_OBJECT,
    table: "account",
    direction: "toSystem",
    lines: [line("name", "name"), line("description", "description"), line("domains", "websiteurl")],
    matchRules: FRONT_ACCOUNT_MATCH_RULES,
    policies: {
      ...DEFAULT_POLICIES,
      newRows: "all",
      onSystemDelete: "keep",
      onDataverseDelete: "keep",
    },
  };
}
