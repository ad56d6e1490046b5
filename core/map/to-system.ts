import type { ColumnInfo } from "../mapping/columns";
import type { SystemFields } from "../mapping/system-fields";
import type { MappingLine } from "../mapping/types";
import type { Value } from "../records";
import { registrableDomain } from "../match/comparisons/domain";
import { isMailProvider } from "../match/comparisons/mail-providers";
import { isEmpty } from "../values/empty";
import { transformForSystem } from "./transform";
import { hasValue, type MapContext, type Mapped } from "./types";

/**
 * The column's value as the system's field would hold it: transformed backwards, last rule first.
 * Left out, with the reason, when the column is missing or the field cannot be written or hold it.
 */
export function mapToSystem(
  line: MappingLine,
  value: Value,
  context: MapContext,
  fields?: SystemFields,
): Mapped {
  const column = context.columns[line.column];
  if (!column) return { leftOut: "columnMissing" };
  const field = fields?.[line.systemField ?? ""];
  if (field?.readOnly) return { leftOut: "systemFieldReadOnly" };
  let current: Mapped = { value: isEmpty(value) ? null : value };
  for (const rule of [...line.transformations].reverse()) {
    current = transformForSystem(rule, current.value, column, context);
    if (!hasValue(current)) return current;
  }
  const result = asSystemText(current.value, column, line);
  if (field?.type === "domains" && !isEmpty(result)) return toDomain(String(result));
  if (field?.required && isEmpty(result)) return { leftOut: "required" };
  if (field?.maxLength !== undefined && typeof result === "string" && result.length > field.maxLength) {
    return { leftOut: "tooLong" };
  }
  return { value: result };
}

/** The domain of an email or a web address. One that everybody has says nothing about a company. */
function toDomain(text: string): Mapped {
  const domain = registrableDomain(text);
  if (domain === "") return { leftOut: "domainInvalid" };
  return isMailProvider(domain) ? { leftOut: "domainCommon" } : { value: domain };
}

/** A choice no rule has put into words goes out as its label: the number means nothing outside Dataverse. */
function asSystemText(value: Value, column: ColumnInfo, line: MappingLine): Value {
  if (line.transformations.some((rule) => rule.kind === "choice") || isEmpty(value)) return value;
  if (Array.isArray(value)) return value.map((choice) => labelOf(choice as number, column)).join(", ");
  const isChoice = column.type === "choice" || column.type === "state" || column.type === "status";
  return isChoice && typeof value === "number" ? labelOf(value, column) : value;
}

function labelOf(choice: number, column: ColumnInfo): string {
  return column.choices?.find((candidate) => candidate.value === choice)?.label ?? String(choice);
}
