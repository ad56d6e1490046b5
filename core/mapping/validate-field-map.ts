import type { DocumentFault, DocumentProblem } from "./document";
import type { FieldMap } from "./field-map";
import { COMPANY_LINE } from "./reserved-lines";
import { columnOf } from "./lookup-path";
import type { MappingLine } from "./types";

/** Line ids the engine uses itself. */
const RESERVED = new Set(["externalId", COMPANY_LINE]);

/** What a shape cannot say: lines that contradict each other or lack what their kind needs. */
export function validateFieldMap(map: FieldMap): readonly DocumentProblem[] {
  if (map.lines.length === 0) return [{ document: "fieldMap", fault: "noLines", path: "lines", params: {} }];
  return [...map.lines.flatMap((line, index) => lineProblems(line, index, map)), ...pairProblems(map.lines)];
}

function lineProblems(line: MappingLine, index: number, map: FieldMap): readonly DocumentProblem[] {
  const problems: DocumentProblem[] = [];
  const report = (fault: DocumentFault, key: string, params: DocumentProblem["params"] = {}): void => {
    problems.push({
      document: "fieldMap",
      fault,
      line: line.id,
      path: `lines.${index}.${key}`,
      params: { key, ...params },
    });
  };
  const needsSystemField = line.kind === "field" || line.kind === "campaign" || line.direction === "toSystem";
  if (needsSystemField && !line.systemField) report("systemFieldMissing", "systemField");
  if ((line.kind === "fixed" || line.kind === "engagement") && line.value === undefined)
    report("valueMissing", "value");
  if (line.kind === "manual" && line.direction === "both") report("manualBothWays", "direction");
  if (RESERVED.has(line.id)) report("reservedLine", "id", { found: line.id });
  if (line.column === map.externalIdColumn?.column)
    report("externalIdColumnMapped", "column", { found: line.column });
  return problems;
}

/** Two lines that write one target would undo each other at every sync. */
function pairProblems(lines: readonly MappingLine[]): readonly DocumentProblem[] {
  const writesRow = lines.filter((line) => line.direction !== "toSystem" && line.kind !== "engagement");
  const writesSystem = lines.filter((line) => line.direction !== "toDataverse" && line.systemField);
  return [
    ...repeated(lines, "duplicateLine", "id", (line) => line.id),
    ...repeated(writesRow, "duplicateColumn", "column", (line) => columnOf(line.column)),
    ...repeated(writesSystem, "duplicateSystemField", "systemField", (line) => line.systemField ?? ""),
    ...repeated(
      lines.filter((line) => line.kind === "engagement"),
      "severalEngagementLines",
      "kind",
      () => "engagement",
    ),
  ].map((problem) => ({
    ...problem,
    path: `lines.${lines.findIndex((line) => line.id === problem.line)}.${problem.path}`,
  }));
}

function repeated(
  lines: readonly MappingLine[],
  fault: DocumentFault,
  key: string,
  valueOf: (line: MappingLine) => string,
): readonly DocumentProblem[] {
  const seen = new Map<string, string>();
  const problems: DocumentProblem[] = [];
  for (const line of lines) {
    const value = valueOf(line);
    const other = seen.get(value);
    if (other === undefined) seen.set(value, line.id);
    else
      problems.push({
        document: "fieldMap",
        fault,
        line: line.id,
        path: key,
        params: { key, found: value, other },
      });
  }
  return problems;
}
