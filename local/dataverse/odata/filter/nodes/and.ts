import type { StoredRow } from "../../../contracts";
import type { Test } from "../../../query/types";
import type { Candidates, FilterNode, FilterScope } from "../node";

export const both =
  (left: Test<StoredRow>, right: Test<StoredRow>): Test<StoredRow> =>
  (row) =>
    left(row) && right(row);

export const either =
  (left: Test<StoredRow>, right: Test<StoredRow>): Test<StoredRow> =>
  (row) =>
    left(row) || right(row);

/** `a and b`. */
export class AndNode implements FilterNode {
  constructor(
    private readonly left: FilterNode,
    private readonly right: FilterNode,
  ) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    const join = negated ? either : both;
    return join(this.left.compile(scope, negated), this.right.compile(scope, negated));
  }

  /** Either side narrows the rows; a key, a lookup or an id narrows more than a state. */
  candidates(scope: FilterScope): Candidates | undefined {
    const left = this.left.candidates?.(scope);
    const right = this.right.candidates?.(scope);
    if (left === undefined || right === undefined) return left ?? right;
    if (isWide(scope, left) !== isWide(scope, right)) return isWide(scope, left) ? right : left;
    return isWide(scope, left) || rowsOf(scope, left) <= rowsOf(scope, right) ? left : right;
  }
}

const WIDE = new Set(["State", "Status", "Picklist", "Boolean", "Owner"]);

const isWide = (scope: FilterScope, { column }: Candidates): boolean =>
  WIDE.has(scope.kernel.model.column(scope.table, column)?.type ?? "");

/** How many rows an index would give. */
const rowsOf = ({ kernel, table }: FilterScope, { column, values }: Candidates): number =>
  column === kernel.model.table(table)?.primaryId
    ? values.length
    : kernel.store.countBy(table, column, values);
