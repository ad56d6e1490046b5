import { checkFieldMap, type Offers } from "../../../core/mapping/check/check-line";
import type { CheckResult } from "../../../core/mapping/check/types";
import type { Columns } from "../../../core/mapping/columns";
import type { SystemFields } from "../../../core/mapping/system-fields";
import type { MappingLine } from "../../../core/mapping/types";
import type { DataverseCall } from "../../dataverse/call";
import { DataverseError } from "../../dataverse/dataverse-error";
import type { EnvironmentRuntime } from "../../environment/environment-runtime";

/**
 * Blue, yellow or red for every line, judged by the tables as they are now: the mapping's own, and those that lookup rules
 * name. `fields`: what the adapter says about the system's object; `offers`: what the system can do beside.
 */
export async function checkLines(
  runtime: Pick<EnvironmentRuntime, "table">,
  lines: readonly MappingLine[],
  columns: Columns,
  fields: SystemFields | undefined,
  offers: Offers,
  call: DataverseCall = {},
): Promise<readonly CheckResult[]> {
  const results = checkFieldMap(lines, columns, fields ?? {}, offers);
  return Promise.all(
    results.map(async (result, at) =>
      result.level === "unsupported" ? result : ((await lookupTrouble(runtime, lines[at]!, call)) ?? result),
    ),
  );
}

/** Ids of the lines that are not written. */
export function redLines(checks: readonly CheckResult[]): ReadonlySet<string> {
  return new Set(checks.filter((check) => check.level === "unsupported").map((check) => check.line));
}

async function lookupTrouble(
  runtime: Pick<EnvironmentRuntime, "table">,
  line: MappingLine,
  call: DataverseCall,
): Promise<CheckResult | null> {
  const rule = line.transformations.find((candidate) => candidate.kind === "lookup");
  if (!rule) return null;
  const params = {
    column: line.column,
    field: line.systemField ?? "",
    table: rule.table,
    key: rule.keyColumn,
  };
  const red = { line: line.id, level: "unsupported", params } as const;
  try {
    const table = await runtime.table(rule.table, call);
    return table.columns()[rule.keyColumn] ? null : { ...red, code: "lookupKeyMissing" };
  } catch (error) {
    if (error instanceof DataverseError && error.status === 404)
      return { ...red, code: "lookupTableMissing" };
    throw error;
  }
}
