import type { SystemRecord } from "../records";
import { guidLiteral, stringLiteral } from "../odata/literal";
import { isGuid } from "../values/guid";
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
 * @param primaryId the table's own key, which Dataverse compares with GUIDs only
 */
export function candidateFilter(
  rules: CompiledRules,
  record: Pick<SystemRecord, "id" | "values">,
  primaryId?: string,
): string | "none" | null {
  const groups = candidateTests(rules, record);
  if (groups === null) return null;
  const isKey = ({ column }: ColumnTest) => column === primaryId;
  const possible = groups.filter((tests) => tests.every((test) => !isKey(test) || test.anyOf.some(isGuid)));
  if (possible.length === 0) return "none";
  const write = (test: ColumnTest) => written(test, isKey(test));
  return possible.map((tests) => `(${tests.map(write).join(" and ")})`).join(" or ");
}

function written(test: ColumnTest, isKey: boolean): string {
  const values = isKey ? [...new Set(test.anyOf.filter(isGuid))] : test.anyOf;
  const literal = isKey ? guidLiteral : stringLiteral;
  const parts = values.map((value) => FUNCTIONS[test.test](test.column, literal(value)));
  return parts.length === 1 ? parts[0]! : `(${parts.join(" or ")})`;
}
