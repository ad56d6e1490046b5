import type { StoredValue } from "../../contracts";
import type { Operator } from "../types";
import { comparable, compare } from "../values";

/** Comparisons. A null is equal to nothing, and so not equal to everything: `ne` finds rows without a value. */

const first = (values: readonly StoredValue[]): string | number | undefined => comparable(values[0]);

export const equal: Operator = ({ access, values }) => {
  const wanted = first(values);
  if (wanted === undefined) return (subject) => access(subject) == null;
  return (subject) => comparable(access(subject)) === wanted;
};

export const notEqual: Operator = ({ access, values }) => {
  const wanted = first(values);
  if (wanted === undefined) return (subject) => access(subject) != null;
  return (subject) => comparable(access(subject)) !== wanted;
};

/** Text compares by its language; numbers and moments as they are. */
const ordered =
  (holds: (order: number) => boolean): Operator =>
  ({ access, values, column }) => {
    const limit = first(values);
    if (limit === undefined) return () => false;
    const isText = column.type === "String" || column.type === "Memo";
    const order = isText ? compare : plainOrder;
    return (subject) => {
      const value = comparable(access(subject));
      return value !== undefined && holds(order(value, limit));
    };
  };

const plainOrder = (value: string | number, limit: string | number): number =>
  value === limit ? 0 : value < limit ? -1 : 1;

export const greater = ordered((order) => order > 0);
export const greaterOrEqual = ordered((order) => order >= 0);
export const less = ordered((order) => order < 0);
export const lessOrEqual = ordered((order) => order <= 0);

export const isNull: Operator =
  ({ access }) =>
  (subject) =>
    access(subject) == null;
export const isNotNull: Operator =
  ({ access }) =>
  (subject) =>
    access(subject) != null;
