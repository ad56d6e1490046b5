import type { StoredRow } from "../../../contracts";
import { incompatibleTypes } from "../../../errors";
import { beginsWith, contains, endsWith, not } from "../../../query/operators/text";
import type { Operator, Test } from "../../../query/types";
import { fold } from "../../../store/collation";
import type { FilterNode, FilterScope, Operand } from "../node";
import { resolveProperty } from "../property";
import { edmType } from "../../../metadata/edm";

const OPERATORS = { contains, startswith: beginsWith, endswith: endsWith } as const;
export type TextFunction = keyof typeof OPERATORS;

export const isTextFunction = (name: string): name is TextFunction => name in OPERATORS;

/** `contains(name,'x')`; the second argument may be a column too (docs: filter rows, string functions). */
export class TextFunctionNode implements FilterNode {
  constructor(
    private readonly name: TextFunction,
    private readonly path: readonly string[],
    private readonly argument: Operand,
  ) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    const { column, access, table } = resolveProperty(scope, this.path);
    if (edmType(column) !== "Edm.String") throw incompatibleTypes(edmType(column), "Edm.String", this.name);
    const operator: Operator = negated ? not(OPERATORS[this.name]) : OPERATORS[this.name];
    if (this.argument.kind === "literal")
      return operator({ table, column, access, values: [this.argument.literal.value], scope });
    const other = resolveProperty(scope, this.argument.path);
    return (row) => {
      const part = other.access(row);
      if (typeof part !== "string") return negated;
      return operator({ table, column, access, values: [fold(part)], scope })(row);
    };
  }
}
