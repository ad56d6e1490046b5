import type { SystemRecord } from "../records";
import { stringLiteral } from "../odata/literal";
import type { CompiledRules } from "./compile";
import { candidateTests, type ColumnTest } from "./prefilter";

const FUNCTIONS: Readonly<Record<ColumnTest["test"], (column: string, literal: string) => string>> = {
  equals: (column, literal) => `${column} eq ${literal}`,
  startsWith: (column, literal) => `startswith(${column},${literal})`,
  contains: (column, literal) => `contains(${column},${literal})`,
};

/**
 * The `$filter` (not yet percent-encoded) that brings every row that could match one record, and few others.
 * Null: no filter can say it, read all rows. "none": nothing can match, ask nothing.
 */
export function candidateFilter(
  rules: CompiledRules,
  record: Pick<SystemRecord, "id" | "values">,
): string | "none" | null {
  const groups = candidateTests(rules, record);
  if (groups === null) return null;
  if (groups.length === 0) return "none";
  return groups.map((tests) => `(${tests.map(written).join(" and ")})`).join(" or ");
}

function written(test: ColumnTest): string {
  const parts = test.anyOf.map((value) => FUNCTIONS[test.test](test.column, stringLiteral(value)));
  return parts.length === 1 ? parts[0]! : `(${parts.join(" or ")})`;
}
