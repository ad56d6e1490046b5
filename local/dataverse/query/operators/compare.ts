import type { StoredValue } from "../../contracts";
import type { Operator } from "../types";
import { comparable } from "../values";

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

const ordered =
  (holds: (value: string | number, limit: string | number) => boolean): Operator =>
  ({ access, values }) => {
    const limit = first(values);
    if (limit === undefined) return () => false;
    return (subject) => {
      const value = comparable(access(subject));
      return value !== undefined && holds(value, limit);
    };
  };

export const greater = ordered((value, limit) => value > limit);
export const greaterOrEqual = ordered((value, limit) => value >= limit);
export const less = ordered((value, limit) => value < limit);
export const lessOrEqual = ordered((value, limit) => value <= limit);

export const isNull: Operator =
  ({ access }) =>
  (subject) =>
    access(subject) == null;
export const isNotNull: Operator =
  ({ access }) =>
  (subject) =>
    access(subject) != null;
