import { notImplemented, syntaxError } from "../../errors";
import { splitPath } from "../path/segment";
import { splitOutside } from "../split";

/** `filter(...)/groupby((a,b),aggregate(c with sum as total,$count as rows))`. */
export interface Apply {
  readonly filter?: string;
  readonly groupBy: readonly string[];
  readonly aggregates: readonly Aggregate[];
}

export interface Aggregate {
  /** Absent for `$count`. */
  readonly column?: string;
  readonly method: "sum" | "average" | "min" | "max" | "countdistinct" | "count";
  readonly alias: string;
}

const METHODS = new Set(["sum", "average", "min", "max", "countdistinct"]);

export const parseApply = (text: string): Apply => {
  let apply: Apply = { groupBy: [], aggregates: [] };
  for (const step of splitPath(text)) apply = { ...apply, ...parseStep(step, text) };
  return apply;
};

const parseStep = (step: string, text: string): Partial<Apply> => {
  const [, name, inner = ""] = /^(\w+)\(([\s\S]*)\)$/.exec(step.trim()) ?? [];
  switch (name) {
    case "filter":
      return { filter: inner };
    case "aggregate":
      return { aggregates: parseAggregates(inner, text) };
    case "groupby":
      return parseGroupBy(inner, text);
    default:
      throw notImplemented(`'${name ?? step}' in $apply`);
  }
};

const parseGroupBy = (inner: string, text: string): Partial<Apply> => {
  const [columns = "", ...rest] = splitOutside(inner, ",");
  const [, list] = /^\s*\(([^()]*)\)\s*$/.exec(columns) ?? [];
  if (list === undefined || rest.length > 1) throw syntaxError(0, text);
  const [, aggregates] = /^\s*aggregate\(([\s\S]*)\)\s*$/.exec(rest[0] ?? "") ?? [];
  if (rest.length === 1 && aggregates === undefined)
    throw notImplemented(`'${rest[0] ?? ""}' inside groupby`);
  return {
    groupBy: list.split(",").map((name) => name.trim()),
    aggregates: aggregates === undefined ? [] : parseAggregates(aggregates, text),
  };
};

const parseAggregates = (inner: string, text: string): readonly Aggregate[] =>
  splitOutside(inner, ",").map((part) => {
    const count = /^\s*\$count\s+as\s+(\w+)\s*$/.exec(part)?.[1];
    if (count !== undefined) return { method: "count", alias: count };
    const [, column, method = "", alias] = /^\s*(\w+)\s+with\s+(\w+)\s+as\s+(\w+)\s*$/.exec(part) ?? [];
    if (column === undefined || alias === undefined) throw syntaxError(0, text);
    if (!METHODS.has(method)) throw notImplemented(`the aggregation method '${method}'`);
    return { column, method: method as Aggregate["method"], alias };
  });
