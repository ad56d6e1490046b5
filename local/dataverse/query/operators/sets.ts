import type { Operator } from "../types";
import { comparable } from "../values";

export const isIn: Operator = ({ access, values }) => {
  const wanted = new Set(values.map(comparable));
  return (subject) => {
    const value = comparable(access(subject));
    return value !== undefined && wanted.has(value);
  };
};

export const between: Operator = ({ access, values }) => {
  const low = comparable(values[0]);
  const high = comparable(values[1]);
  return (subject) => {
    const value = comparable(access(subject));
    return value !== undefined && low !== undefined && high !== undefined && value >= low && value <= high;
  };
};

/** Multi-select choices that hold any of the values (docs: query multi-select choices). */
export const containValues: Operator = ({ access, values }) => {
  const wanted = new Set(values.map(Number));
  return (subject) => {
    const value = access(subject);
    return Array.isArray(value) && value.some((one) => wanted.has(Number(one)));
  };
};

/** Multi-select choices with exactly these values are equal, in any order. */
export const sameValues: Operator = ({ access, values }) => {
  const wanted = values
    .map(Number)
    .sort((a, b) => a - b)
    .join(",");
  return (subject) => {
    const value = access(subject);
    return (
      Array.isArray(value) &&
      [...value]
        .map(Number)
        .sort((a, b) => a - b)
        .join(",") === wanted
    );
  };
};
