import type { Columns } from "../columns";
import { lookupNamedBy } from "../lookup-name";
import type { SystemFields } from "../system-fields";
import { RECORD_ID_FIELD, type MatchCondition, type MatchRules } from "../types";
import { isWeakGroup } from "../weak-group";
import { type CheckCode, type CheckLevel, FITS, WEIGHT } from "./types";

/** What the check says about one group of match rules; `group` is its number from 1. */
export interface RuleCheck {
  readonly group: number;
  readonly level: CheckLevel;
  readonly code: CheckCode;
  readonly params: Readonly<Record<string, string | number>>;
}

type Found = Pick<RuleCheck, "level" | "code" | "params">;

/** Blue, yellow or red for every group, judged by the table's columns and the system's fields: the worst finding counts. */
export function checkMatchRules(
  rules: MatchRules,
  columns: Columns,
  fields: SystemFields,
): readonly RuleCheck[] {
  return rules.map((group, index) => {
    const found = group.flatMap((condition) => findings(condition, columns, fields));
    if (isWeakGroup(group)) found.push({ level: "limited", code: "weakRule", params: {} });
    const worst = found.reduce<Found>((a, b) => (WEIGHT[b.level] > WEIGHT[a.level] ? b : a), {
      ...FITS,
      params: {},
    });
    return { group: index + 1, ...worst };
  });
}

function findings(condition: MatchCondition, columns: Columns, fields: SystemFields): readonly Found[] {
  const column = columns[lookupNamedBy(condition.column) ?? condition.column];
  const field = fields[condition.systemField];
  const params = { column: column?.label ?? condition.column, field: condition.systemField };
  if (!column) return [{ level: "unsupported", code: "columnMissing", params }];
  if (column.notReadable) return [{ level: "unsupported", code: "columnNotReadable", params }];
  if (condition.systemField === RECORD_ID_FIELD) return [];
  if (!field) return [{ level: "unsupported", code: "systemFieldMissing", params }];
  // A word is never the same as a number, so that such a rule finds nobody.
  const compared = column.format === "phone" && field.type !== "phone";
  return compared ? [{ level: "limited", code: "ruleComparesPhone", params }] : [];
}
