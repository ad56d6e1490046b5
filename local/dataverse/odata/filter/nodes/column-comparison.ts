import type { StoredRow } from "../../../contracts";
import { incompatibleTypes } from "../../../errors";
import type { Test } from "../../../query/types";
import { comparable } from "../../../query/values";
import type { FilterNode, FilterScope } from "../node";
import { resolveProperty } from "../property";
import { edmType } from "../../../metadata/edm";
import { KIND, OPPOSITE, type ComparisonOperator } from "./comparison";

type Scalar = string | number;

const HOLDS: Readonly<Record<ComparisonOperator, (a: Scalar | undefined, b: Scalar | undefined) => boolean>> =
  {
    eq: (a, b) => a !== undefined && a === b,
    ne: (a, b) => a !== b || a === undefined,
    gt: (a, b) => a !== undefined && b !== undefined && a > b,
    ge: (a, b) => a !== undefined && b !== undefined && a >= b,
    lt: (a, b) => a !== undefined && b !== undefined && a < b,
    le: (a, b) => a !== undefined && b !== undefined && a <= b,
  };

/** `firstname eq lastname`: two columns of one row (docs: compare columns). */
export class ColumnComparisonNode implements FilterNode {
  constructor(
    private readonly left: readonly string[],
    private readonly operator: ComparisonOperator,
    private readonly right: readonly string[],
  ) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    const left = resolveProperty(scope, this.left);
    const right = resolveProperty(scope, this.right);
    const types = [edmType(left.column), edmType(right.column)] as const;
    if (types[0] !== types[1]) throw incompatibleTypes(types[0], types[1], KIND[this.operator]);
    const holds = HOLDS[negated ? OPPOSITE[this.operator] : this.operator];
    return (row) => holds(comparable(left.access(row)), comparable(right.access(row)));
  }
}
