import type { StoredRow, StoredValue } from "../../contracts";
import type { QueryScope, Test } from "../../query/types";
import type { Literal } from "../literals";

/** What a node is compiled against: the table whose rows are tested, and the names that stand for values. */
export interface FilterScope extends QueryScope {
  readonly table: string;
  /** Name of the lambda's variable, when the rows are those of a lambda. */
  readonly variable?: string;
  /** `@p` in the filter, from the address. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** Values a column must have for the node to hold: what an index can find. */
export interface Candidates {
  readonly column: string;
  readonly values: readonly StoredValue[];
}

/**
 * A node of the filter. `negated` compiles its opposite: Dataverse pushes `not` down to the operators, whose
 * opposites have their own rules about null.
 */
export interface FilterNode {
  compile(scope: FilterScope, negated: boolean): Test<StoredRow>;
  candidates?(scope: FilterScope): Candidates | undefined;
}

/** An operand of a comparison: a property path, or a literal. */
export type Operand =
  | { readonly kind: "path"; readonly path: readonly string[] }
  | { readonly kind: "literal"; readonly literal: Literal };
