import type { StoredRow, StoredValue } from "../../../contracts";
import { badParameter, missingParameter, notImplemented } from "../../../errors";
import type { Column } from "../../../metadata/types";
import { coerce } from "../../../query/coerce";
import { operators } from "../../../query/operators";
import { not } from "../../../query/operators/text";
import type { Test } from "../../../query/types";
import type { Candidates, FilterNode, FilterScope } from "../node";
import { QUERY_FUNCTIONS } from "../functions/query-functions";
import { resolveProperty, type Property } from "../property";

/** Parameters as written: literals and lists are text values, `@p` is looked up in the address. */
export type FunctionArgument =
  string | number | boolean | null | readonly (string | number | boolean | null)[];

const TIME_OPERATOR = /^(last-x|next-x|olderthan-x|on$|on-or)/;

/** `Microsoft.Dynamics.CRM.In(PropertyName='x',PropertyValues=['1','2'])`. */
export class QueryFunctionNode implements FilterNode {
  constructor(
    private readonly name: string,
    private readonly parameters: ReadonlyMap<string, FunctionArgument>,
  ) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    const definition = this.definition();
    const { column, access, table } = this.property(scope);
    const operator = operators[definition.operator];
    if (operator === undefined) throw notImplemented(`the query function ${this.name}`);
    const values = this.operands(column);
    const effective = negated ? not(operator) : operator;
    return effective({ table, column, access, values, scope });
  }

  candidates(scope: FilterScope): Candidates | undefined {
    if (this.definition().operator !== "in") return undefined;
    const { column, own } = this.property(scope);
    if (!own || column.type === "MultiSelectPicklist") return undefined;
    return { column: column.logicalName, values: this.operands(column) };
  }

  private definition() {
    const definition = QUERY_FUNCTIONS[this.name];
    if (definition === undefined)
      throw notImplemented(`the query function Microsoft.Dynamics.CRM.${this.name}`);
    return definition;
  }

  /** `PropertyName` is a column's logical name, or a path through single-valued navigation properties. */
  private property(scope: FilterScope): Property {
    const name = this.parameters.get("PropertyName");
    if (typeof name !== "string") throw missingParameter("PropertyName");
    const path = name.split("/");
    const last = path[path.length - 1] ?? "";
    const prefix = scope.variable === undefined ? [] : [scope.variable];
    const own = scope.kernel.model.column(scope.table, last);
    const isLookup = own !== undefined && ["Lookup", "Customer", "Owner"].includes(own.type);
    return resolveProperty(scope, [...prefix, ...path.slice(0, -1), isLookup ? `_${last}_value` : last]);
  }

  private operands(column: Column): readonly StoredValue[] {
    const { operands, operator } = this.definition();
    if (operands === "none") return [];
    const name = operands === "list" ? "PropertyValues" : "PropertyValue";
    const given = this.parameters.get(name);
    if (given === undefined || given === null) throw missingParameter(name);
    if (operands === "list") {
      if (!Array.isArray(given)) throw badParameter(name, "must be a collection.");
      return given.map((one) => coerce(column, String(one)));
    }
    return [TIME_OPERATOR.test(operator) ? String(given) : coerce(column, String(given))];
  }
}
