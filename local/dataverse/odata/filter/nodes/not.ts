import type { StoredRow } from "../../../contracts";
import type { Test } from "../../../query/types";
import type { FilterNode, FilterScope } from "../node";

/** `not (a)`. */
export class NotNode implements FilterNode {
  constructor(private readonly inner: FilterNode) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    return this.inner.compile(scope, !negated);
  }
}
