import type { StoredRow } from "../../../contracts";
import type { Test } from "../../../query/types";
import type { Candidates, FilterNode, FilterScope } from "../node";
import { both, either } from "./and";

/** `a or b`. */
export class OrNode implements FilterNode {
  constructor(
    private readonly left: FilterNode,
    private readonly right: FilterNode,
  ) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    const join = negated ? both : either;
    return join(this.left.compile(scope, negated), this.right.compile(scope, negated));
  }

  /** `id eq 1 or id eq 2`: both sides ask for the same column. */
  candidates(scope: FilterScope): Candidates | undefined {
    const left = this.left.candidates?.(scope);
    const right = this.right.candidates?.(scope);
    if (left === undefined || right === undefined || left.column !== right.column) return undefined;
    return { column: left.column, values: [...left.values, ...right.values] };
  }
}
