import type { LinkedRule } from "./transformations/linked";
import type { LookupRule } from "./transformations/lookup";
import type { Mapping, MappingLine } from "../mapping/types";
import type { Row, SystemRecord, Value, Values } from "../records";
import { isEmpty } from "../values/empty";

/** Keys to look for in one column of one table, so that a page of records costs one read, not one a record. */
export interface LookupNeed {
  readonly table: string;
  readonly keyColumn: string;
  readonly keys: readonly string[];
}

/** Rows whose key is wanted, for lines that tell the system of a related record. */
export interface LookupKeyNeed {
  readonly table: string;
  readonly keyColumn: string;
  readonly rowIds: readonly string[];
}

/**
 * Which related rows the lookup lines of a mapping need for these records; each table and key column once, each key once.
 * `manual`: what a person typed, by line id.
 */
export function lookupNeeds(
  mapping: Pick<Mapping, "lines">,
  records: readonly SystemRecord[],
  manual: Values = {},
): readonly LookupNeed[] {
  const needs = new Needs();
  for (const { line, rule } of lookupLines(mapping)) {
    if (line.direction === "toSystem") continue;
    for (const value of valuesOf(line, records, manual)) {
      if (!isEmpty(value)) needs.add(rule, foldKey(String(value)), String(value).trim());
    }
  }
  return needs.list().map(({ table, keyColumn, wanted }) => ({ table, keyColumn, keys: wanted }));
}

/** The other way: which related rows' keys the lines that write to the system need for these rows. */
export function lookupKeyNeeds(
  mapping: Pick<Mapping, "lines">,
  rows: readonly Pick<Row, "values">[],
): readonly LookupKeyNeed[] {
  const needs = new Needs();
  for (const { line, rule } of lookupLines(mapping)) {
    if (line.direction === "toDataverse") continue;
    const held = line.kind === "fixed" ? [line.value] : rows.map((row) => row.values[line.column]);
    for (const value of held) {
      if (typeof value === "string" && !isEmpty(value)) needs.add(rule, value.toLowerCase(), value);
    }
  }
  return needs.list().map(({ table, keyColumn, wanted }) => ({ table, keyColumn, rowIds: wanted }));
}

/** Rows whose ids in the system are wanted, by lines that tell it of a record of its own. */
export interface LinkNeed {
  readonly rule: LinkedRule;
  readonly rowIds: readonly string[];
}

/** Which rows' links the lines with the rule `linked` need for these rows. */
export function linkNeeds(
  mapping: Pick<Mapping, "lines">,
  rows: readonly Pick<Row, "values">[],
): readonly LinkNeed[] {
  return mapping.lines.flatMap(({ column, transformations }) => {
    const rule = transformations.find((candidate) => candidate.kind === "linked");
    if (!rule) return [];
    const ids = rows.flatMap(({ values }) => {
      const id = values[column];
      return typeof id === "string" && !isEmpty(id) ? [id.toLowerCase()] : [];
    });
    return [{ rule, rowIds: [...new Set(ids)] }];
  });
}

/** Dataverse compares texts in any case, and so do keys. */
export function foldKey(key: string): string {
  return key.trim().normalize("NFC").toLowerCase();
}

function lookupLines(mapping: Pick<Mapping, "lines">): readonly { line: MappingLine; rule: LookupRule }[] {
  return mapping.lines.flatMap((line) => {
    const rule = line.transformations.find((candidate) => candidate.kind === "lookup");
    return rule ? [{ line, rule }] : [];
  });
}

function valuesOf(
  line: MappingLine,
  records: readonly SystemRecord[],
  manual: Values,
): readonly (Value | undefined)[] {
  if (line.kind === "fixed" || line.kind === "engagement") return [line.value];
  if (line.kind === "manual") return [manual[line.id]];
  return records.map((record) => record.values[line.systemField ?? ""]);
}

/** What is wanted, gathered by table and key column. */
class Needs {
  private readonly by = new Map<string, { rule: LookupRule; wanted: Map<string, string> }>();

  add(rule: LookupRule, folded: string, wanted: string): void {
    const at = `${rule.table} ${rule.keyColumn}`;
    const need = this.by.get(at) ?? { rule, wanted: new Map<string, string>() };
    this.by.set(at, need);
    need.wanted.set(folded, wanted);
  }

  list(): readonly { table: string; keyColumn: string; wanted: readonly string[] }[] {
    return [...this.by.values()].map(({ rule: { table, keyColumn }, wanted }) => ({
      table,
      keyColumn,
      wanted: [...wanted.values()],
    }));
  }
}
