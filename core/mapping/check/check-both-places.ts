import type { SystemFields } from "../system-fields";
import type { Mapping } from "../types";
import type { CheckResult } from "./types";

/** A mapping beside the one that is checked, of another object of the same connection. */
export interface OtherMapping extends Pick<Mapping, "systemObject" | "lines"> {
  /** As people call it. */
  readonly name: string;
  readonly fields: SystemFields;
}

type Checked = Pick<OtherMapping, "systemObject" | "lines" | "fields">;

/**
 * A field that several objects have (a company's name, which its contacts tell as well) goes to a column of the same name in both mappings, or
 * is yellow: mapped differently, one of the two is easily a mistake. What is worse already stays as it is.
 */
export function checkBothPlaces(
  results: readonly CheckResult[],
  checked: Checked,
  others: readonly OtherMapping[],
): readonly CheckResult[] {
  const elsewhere = others.flatMap((other) =>
    namedLines(other).map(({ column, field }) => ({ column, field, other: other.name })),
  );
  const fieldOf = new Map(namedLines(checked).map(({ field, line }) => [line, field]));
  return results.map((result, at) => {
    const { column } = checked.lines[at]!;
    const same = elsewhere.filter(({ field }) => field === fieldOf.get(result.line));
    if (result.level !== "supported" || same.length === 0) return result;
    if (same.some((each) => each.column === column)) return result;
    const { column: otherColumn, other } = same[0]!;
    return {
      ...result,
      level: "limited",
      code: "mappedElsewhere",
      params: { ...result.params, other, otherColumn },
    };
  });
}

/** Lines that take a field, by what it is called where it belongs. */
function namedLines({ fields, lines, systemObject }: Checked) {
  return lines.flatMap(({ column, id: line, kind, systemField }) => {
    if (kind !== "field" || systemField === undefined) return [];
    const { object = systemObject, field = systemField } = fields[systemField]?.of ?? {};
    return [{ line, column, field: `${object}.${field}` }];
  });
}
