import type { Transformation } from "../../mapping/types";
import type { Value } from "../../records";
import { isEmpty } from "../../values/empty";
import type { MapContext, Mapped } from "../types";

export type LookupRule = Extract<Transformation, { kind: "lookup" }>;

/** A key ("DE", "A-1001") -> the id of the one row that holds it. None or several: left out, never a guess. */
export function toLookup(key: Value, rule: LookupRule, context: MapContext): Mapped {
  if (isEmpty(key)) return { value: null };
  const id = context.lookups?.rowOf(rule.table, rule.keyColumn, String(key).trim()) ?? null;
  return id === null || id === "several" ? { leftOut: "lookupNotFound" } : { value: id };
}

/** The id of a row -> its key, for the system. */
export function fromLookup(id: Value, rule: LookupRule, context: MapContext): Mapped {
  if (isEmpty(id)) return { value: null };
  const key = context.lookups?.keyOf(rule.table, rule.keyColumn, String(id)) ?? null;
  return key === null ? { leftOut: "lookupNotFound" } : { value: key };
}
