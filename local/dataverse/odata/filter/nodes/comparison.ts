import type { StoredRow } from "../../../contracts";
import { operators } from "../../../query/operators";
import type { Test } from "../../../query/types";
import { notImplemented } from "../../../errors";
import type { Literal } from "../../literals";
import type { Candidates, FilterNode, FilterScope } from "../node";
import { resolveProperty } from "../property";
import { operandFor } from "../types";

export type ComparisonOperator = "eq" | "ne" | "gt" | "ge" | "lt" | "le";

export const OPPOSITE: Readonly<Record<ComparisonOperator, ComparisonOperator>> = {
  eq: "ne",
  ne: "eq",
  gt: "le",
  ge: "lt",
  lt: "ge",
  le: "gt",
};

/** What the parser's error texts call the operators. */
export const KIND: Readonly<Record<ComparisonOperator, string>> = {
  eq: "Equal",
  ne: "NotEqual",
  gt: "GreaterThan",
  ge: "GreaterThanOrEqual",
  lt: "LessThan",
  le: "LessThanOrEqual",
};

/** `jobtitle eq 'x'`. */
export class ComparisonNode implements FilterNode {
  constructor(
    private readonly path: readonly string[],
    private readonly operator: ComparisonOperator,
    private readonly literal: Literal,
  ) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    const { column, access, table } = resolveProperty(scope, this.path);
    const value = operandFor(column, this.literal, KIND[this.operator]);
    const name = negated ? OPPOSITE[this.operator] : this.operator;
    const operator = operators[name];
    if (operator === undefined) throw notImplemented(`the operator ${name}`);
    const values = column.type === "MultiSelectPicklist" && Array.isArray(value) ? value : [value];
    return operator({ table, column, access, values, scope });
  }

  candidates(scope: FilterScope): Candidates | undefined {
    if (this.operator !== "eq" || this.literal.type === "Null") return undefined;
    const { column, own } = resolveProperty(scope, this.path);
    if (!own || column.logicalName === "versionnumber" || column.type === "MultiSelectPicklist")
      return undefined;
    return { column: column.logicalName, values: [operandFor(column, this.literal, KIND.eq)] };
  }
}
