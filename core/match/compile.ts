import { externalIdValue } from "../mapping/external-id";
import { RECORD_ID_FIELD, type Comparison, type Mapping, type MatchCondition } from "../mapping/types";
import { isWeakGroup } from "../mapping/weak-group";
import { lookupNamedBy } from "../mapping/lookup-name";
import { cut } from "../map/transformations/cut";
import type { Row, SystemRecord, Value } from "../records";
import { comparisonKey, type KeyOptions } from "./keys";

/** Joins the parts of a group's key; cannot occur in a value (Dataverse stores no control characters). */
const PART = "\u0000";

/** A system may hold several of these in one field. */
const MAY_BE_SEVERAL: ReadonlySet<Comparison> = new Set<Comparison>(["domain", "email"]);

/** One AND group, ready to be asked. */
export interface CompiledGroup {
  readonly conditions: readonly MatchCondition[];
  /** True when it recognises a row by the system's own id: it is asked before all other groups. */
  readonly byId: boolean;
  /** True when it compares nothing but email addresses: who fits has to be the only one, on both sides. */
  readonly weak: boolean;
  /** The keys a record has under this group, one for each of its domains or addresses; none when one of its values is empty: it matches nothing. */
  recordKeys(record: Pick<SystemRecord, "id" | "values">): readonly string[];
  /** The key a row has; null when it matches nothing. */
  rowKey(row: Pick<Row, "values">): string | null;
  /** The record's value for one condition, as the column could hold it. */
  valueOf(record: Pick<SystemRecord, "id" | "values">, condition: number): Value | undefined;
}

export interface CompiledRules {
  readonly groups: readonly CompiledGroup[];
}

export type Matchable = Pick<Mapping, "matchRules" | "lines" | "externalIdColumn">;

/**
 * Makes match rules ready for many records. The system's value is compared as its column could hold it: where a line
 * cuts the value for that column, the cut is compared.
 */
export function compileMatchRules(mapping: Matchable, options: KeyOptions = {}): CompiledRules {
  return { groups: mapping.matchRules.map((conditions) => compileGroup(conditions, mapping, options)) };
}

function compileGroup(
  conditions: readonly MatchCondition[],
  mapping: Matchable,
  options: KeyOptions,
): CompiledGroup {
  const cuts = conditions.map((condition) => cutOf(condition, mapping));
  const valueOf: CompiledGroup["valueOf"] = (record, index) =>
    shorten(fieldOf(record, conditions[index]!, mapping), cuts[index]);
  return {
    conditions,
    byId: conditions.some((condition) => condition.systemField === RECORD_ID_FIELD),
    weak: isWeakGroup(conditions),
    recordKeys: (record) => {
      const several = conditions.findIndex(({ comparison }) => MAY_BE_SEVERAL.has(comparison));
      const values = several < 0 ? [] : listed(valueOf(record, several));
      const keyWith = (one?: string) =>
        joinKeys(conditions, options, (_condition, index) =>
          one !== undefined && index === several ? one : valueOf(record, index),
        );
      // Most have one: this runs for every record.
      const keys = values.length > 1 ? values.map(keyWith) : [keyWith()];
      return keys.filter((key) => key !== null);
    },
    rowKey: (row) =>
      joinKeys(conditions, options, (condition, index) => shorten(row.values[condition.column], cuts[index])),
    valueOf,
  };
}

/** Values of a field that holds several, parted by commas. */
function listed(value: Value | undefined): readonly string[] {
  return typeof value === "string" && value.includes(", ") ? value.split(/,\s+/).filter(Boolean) : [];
}

function joinKeys(
  conditions: readonly MatchCondition[],
  options: KeyOptions,
  valueOf: (condition: MatchCondition, index: number) => Value | undefined,
): string | null {
  let joined: string | null = null;
  for (const [index, condition] of conditions.entries()) {
    const key = comparisonKey(condition.comparison, valueOf(condition, index), options);
    if (key === null) return null;
    joined = joined === null ? key : joined + PART + key;
  }
  return joined;
}

function fieldOf(
  record: Pick<SystemRecord, "id" | "values">,
  condition: MatchCondition,
  mapping: Matchable,
): Value | undefined {
  if (condition.systemField !== RECORD_ID_FIELD) return record.values[condition.systemField];
  const isIdColumn = condition.column === mapping.externalIdColumn?.column;
  return isIdColumn ? externalIdValue(mapping, record.id) : record.id;
}

function cutOf(condition: MatchCondition, mapping: Matchable): number | undefined {
  const line = mapping.lines.find(
    (candidate) => candidate.systemField === condition.systemField && candidate.column === condition.column,
  );
  const rule = line?.transformations.find((transformation) => transformation.kind === "cut");
  return rule?.length;
}

function shorten(value: Value | undefined, length: number | undefined): Value | undefined {
  return length === undefined || typeof value !== "string" ? value : cut(value, length);
}

/** The columns the rules look at: what must be read of every candidate row. In order, each once. */
export function requiredColumns(rules: CompiledRules): readonly string[] {
  return [...new Set(pathsOf(rules).map((path) => lookupNamedBy(path) ?? path))];
}

/** Lookups of which the rules compare the name of the record they point to. */
export function lookupsToName(rules: CompiledRules): readonly string[] {
  return [...new Set(pathsOf(rules).flatMap((path) => lookupNamedBy(path) ?? []))];
}

function pathsOf({ groups }: CompiledRules): readonly string[] {
  return groups.flatMap((group) => group.conditions.map((condition) => condition.column));
}
