import type { Operator } from "../types";
import { fold } from "../../store/collation";
import { likePattern } from "./like";

/** Text operators. Their negations find rows without a value, as the platform's do. */

const onText =
  (holds: (value: string, wanted: string) => boolean): Operator =>
  ({ access, values }) => {
    const wanted = fold(String(values[0] ?? ""));
    return (subject) => {
      const value = access(subject);
      return value != null && holds(fold(String(value)), wanted);
    };
  };

export const not =
  (operator: Operator): Operator =>
  (condition) => {
    const test = operator(condition);
    return (subject) => !test(subject);
  };

export const contains = onText((value, wanted) => value.includes(wanted));
export const beginsWith = onText((value, wanted) => value.startsWith(wanted));
export const endsWith = onText((value, wanted) => value.endsWith(wanted));

/** SQL's LIKE: `%` any text, `_` one character, `[a-c]` one of. */
export const like: Operator = ({ access, values }) => {
  const pattern = likePattern(fold(String(values[0] ?? "")));
  return (subject) => {
    const value = access(subject);
    return typeof value === "string" && pattern.test(fold(value));
  };
};
