import type { StoredValue } from "../contracts";
import { conditionInvalid, notImplemented } from "../errors";
import type { Column } from "../metadata/types";
import { fold } from "../store/collation";
import { compareValues } from "./compare";
import { dayPeriod, relativePeriod, type Period } from "./dates";
import { likePattern } from "./like";

/** Whether a column's value meets a condition. */
export type Test = (value: StoredValue) => boolean;

/** What operators such as `eq-userid` and `today` need to know. */
export interface ConditionContext {
  readonly userId: string;
  readonly businessUnitId: string | undefined;
  readonly now: Date;
}

const NEGATED: Readonly<Record<string, string>> = {
  ne: "eq",
  neq: "eq",
  "not-like": "like",
  "not-in": "in",
  "not-begin-with": "begins-with",
  "not-end-with": "ends-with",
  "not-between": "between",
  "not-contain-values": "contain-values",
  "ne-userid": "eq-userid",
  "ne-businessid": "eq-businessid",
};

/**
 * Compiles one condition. A negated operator is true for rows without a value, as the platform's own queries are
 * ("not equal" includes nulls). Throws 0x80040203 on a bad value, 501 on an operator not covered here.
 */
export function compileCondition(
  operator: string,
  values: readonly string[],
  column: Column,
  context: ConditionContext,
): Test {
  if (operator === "null") return (value) => value === null;
  if (operator === "not-null") return (value) => value !== null;
  const positive = NEGATED[operator];
  if (positive !== undefined) {
    const test = compileCondition(positive, values, column, context);
    return (value) => !test(value);
  }
  const test =
    comparison(operator, values, column) ?? identity(operator, context) ?? period(operator, values, context);
  if (test === undefined) throw notImplemented(`FetchXML operator '${operator}'`);
  return (value) => value !== null && test(value);
}

function comparison(operator: string, values: readonly string[], column: Column): Test | undefined {
  const first = (): StoredValue => literal(one(operator, values), column);
  switch (operator) {
    case "eq":
      return equals(first());
    case "gt":
    case "ge":
    case "lt":
    case "le":
      return ordered(operator, first());
    case "like":
      return matches(likePattern(one(operator, values)));
    case "begins-with":
      return matches(startsWith(fold(one(operator, values))));
    case "ends-with":
      return matches(endsWith(fold(one(operator, values))));
    case "in": {
      const tests = some(operator, values).map((value) => equals(literal(value, column)));
      return (value) => tests.some((test) => test(value));
    }
    case "between": {
      if (values.length !== 2) throw conditionInvalid("The operator 'between' needs exactly two values.");
      const [from, to] = values.map((value) => literal(value, column)) as [StoredValue, StoredValue];
      return (value) => compareValues(value, from) >= 0 && compareValues(value, to) <= 0;
    }
    case "contain-values": {
      const wanted = some(operator, values).map(Number);
      return (value) => Array.isArray(value) && wanted.some((choice) => value.includes(choice));
    }
    default:
      return undefined;
  }
}

function identity(operator: string, context: ConditionContext): Test | undefined {
  if (operator === "eq-userid") return (value) => idOf(value) === context.userId.toLowerCase();
  if (operator === "eq-businessid") return (value) => idOf(value) === context.businessUnitId?.toLowerCase();
  return undefined;
}

function period(operator: string, values: readonly string[], context: ConditionContext): Test | undefined {
  const days = dayPeriod(operator, values[0] ?? "");
  const found =
    days ?? relativePeriod(operator, values[0] === undefined ? undefined : Number(values[0]), context.now);
  if (found === undefined) {
    if (operator.startsWith("on")) throw conditionInvalid(`The value '${values[0] ?? ""}' is not a date.`);
    return undefined;
  }
  return within(found);
}

const within =
  ({ from, to }: Period): Test =>
  (value) => {
    const time = typeof value === "string" ? Date.parse(value) : Number.NaN;
    return time >= from && time < to;
  };

const matches =
  (test: (text: string) => boolean): Test =>
  (value) =>
    test(typeof value === "string" ? value : String(value));

const startsWith = (prefix: string) => (text: string) => fold(text).startsWith(prefix);
const endsWith = (suffix: string) => (text: string) => fold(text).endsWith(suffix);

function equals(wanted: StoredValue): Test {
  if (typeof wanted === "string") {
    const folded = fold(wanted);
    return (value) => (typeof value === "string" ? fold(value) === folded : idOf(value) === folded);
  }
  return (value) => value === wanted || (typeof value === "boolean" && Number(value) === wanted);
}

function ordered(operator: "gt" | "ge" | "lt" | "le", wanted: StoredValue): Test {
  return (value) => {
    const order = compareValues(value, wanted);
    if (operator === "gt") return order > 0;
    if (operator === "ge") return order >= 0;
    return operator === "lt" ? order < 0 : order <= 0;
  };
}

const idOf = (value: StoredValue): string | undefined =>
  value !== null && typeof value === "object" && "id" in value ? value.id.toLowerCase() : undefined;

const NUMERIC = new Set([
  "Integer",
  "BigInt",
  "Decimal",
  "Double",
  "Money",
  "Picklist",
  "State",
  "Status",
  "MultiSelectPicklist",
]);

/** The condition's text as a value of the column. */
function literal(text: string, column: Column): StoredValue {
  if (NUMERIC.has(column.type)) {
    const number = Number(text);
    if (text.trim() === "" || Number.isNaN(number)) throw badValue(text, column);
    return number;
  }
  if (column.type === "Boolean") {
    if (!["0", "1", "true", "false"].includes(text.toLowerCase())) throw badValue(text, column);
    return text === "1" || text.toLowerCase() === "true";
  }
  if (column.type === "DateTime") {
    const time = Date.parse(text);
    if (Number.isNaN(time)) throw badValue(text, column);
    return column.dateTimeBehavior === "DateOnly"
      ? text.slice(0, 10)
      : `${new Date(time).toISOString().slice(0, 19)}Z`;
  }
  return text.replace(/^\{([0-9a-f-]{36})\}$/i, "$1");
}

const badValue = (text: string, column: Column): Error =>
  conditionInvalid(
    `The value '${text}' passed for the attribute '${column.logicalName}' is not of type ${column.type}.`,
  );

function one(operator: string, values: readonly string[]): string {
  const [value] = values;
  if (value === undefined || values.length !== 1)
    throw conditionInvalid(`The operator '${operator}' needs exactly one value.`);
  return value;
}

function some(operator: string, values: readonly string[]): readonly string[] {
  if (values.length === 0) throw conditionInvalid(`The operator '${operator}' needs at least one value.`);
  return values;
}
