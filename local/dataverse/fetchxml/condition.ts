import type { StoredValue } from "../contracts";
import { conditionInvalid, notImplemented } from "../errors";
import type { Column } from "../metadata/types";
import { coerce } from "../query/coerce";
import { operators } from "../query/operators";
import type { QueryScope, Test } from "../query/types";

/** Operators whose value is a pattern, a number of units or a day, not a value of the column. */
const UNTYPED =
  /^(not-)?(like|begins-with|begin-with|ends-with|end-with)$|^(last|next|olderthan)-x-|^on(-or-|$)/;
const LISTS = new Set(["in", "not-in", "contain-values", "not-contain-values"]);
const PAIRS = new Set(["between", "not-between"]);
const SINGLES = /^(eq|ne|neq|gt|ge|lt|le)$/;

/** A condition's test on the value of its column. 0x80040203 on a bad value, 501 on an operator not covered here. */
export function compileCondition(
  operator: string,
  values: readonly string[],
  table: string,
  column: Column,
  scope: QueryScope,
): Test<StoredValue> {
  const make = operators[operator];
  if (make === undefined) throw notImplemented(`FetchXML operator '${operator}'`);
  checkCount(operator, values);
  const operands = UNTYPED.test(operator) ? values : values.map((value) => coerce(column, value));
  return make<StoredValue>({ table, column, access: (value) => value, values: operands, scope });
}

function checkCount(operator: string, values: readonly string[]): void {
  if (LISTS.has(operator)) {
    if (values.length === 0) throw conditionInvalid(`The operator '${operator}' needs at least one value.`);
  } else if (PAIRS.has(operator)) {
    if (values.length !== 2) throw conditionInvalid(`The operator '${operator}' needs exactly two values.`);
  } else if (SINGLES.test(operator) || UNTYPED.test(operator)) {
    if (values.length !== 1) throw conditionInvalid(`The operator '${operator}' needs exactly one value.`);
  }
}
