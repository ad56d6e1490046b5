import type { StoredRow } from "../../../contracts";
import { noSuchProperty, notImplemented } from "../../../errors";
import type { Test } from "../../../query/types";
import { relatedRows } from "../../related-rows";
import type { FilterNode, FilterScope } from "../node";

/** `contact_customer_accounts/any(c:c/lastname eq 'x')`, and `all`. `any()` alone asks whether there are rows. */
export class LambdaNode implements FilterNode {
  constructor(
    private readonly path: readonly string[],
    private readonly quantifier: "any" | "all",
    private readonly variable: string | undefined,
    private readonly body: FilterNode | undefined,
  ) {}

  compile(scope: FilterScope, negated: boolean): Test<StoredRow> {
    if (this.path.length !== 1) throw notImplemented("any and all behind a further navigation property");
    const name = this.path[0] ?? "";
    const navigation = scope.kernel.model.navigation(scope.table, name);
    if (navigation === undefined || navigation.kind === "one") throw noSuchProperty(name, scope.table);
    const inner: FilterScope = {
      ...scope,
      table: navigation.target,
      ...(this.variable === undefined ? {} : { variable: this.variable }),
    };
    const test = this.body?.compile(inner, false) ?? (() => true);
    const holds = (row: StoredRow): boolean => {
      const rows = relatedRows(scope, navigation, row);
      return this.quantifier === "any" ? rows.some(test) : rows.every(test);
    };
    return negated ? (row) => !holds(row) : holds;
  }
}
