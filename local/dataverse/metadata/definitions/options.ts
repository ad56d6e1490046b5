import { notImplemented, syntaxError } from "../../errors";

/** Query options of one level: `$select`, `$expand` with options of their own, `$filter`. */
export interface DefinitionOptions {
  readonly select?: readonly string[];
  readonly expand: ReadonlyMap<string, DefinitionOptions>;
  readonly filter?: string;
}

const NONE: DefinitionOptions = { expand: new Map() };

/** Reads the options of a metadata request. Others than these answer 501. */
export function optionsOf(query: URLSearchParams): DefinitionOptions {
  const parts: [string, string][] = [...query.entries()].filter(([name]) => name.startsWith("$"));
  return fromParts(parts);
}

function fromParts(parts: readonly (readonly [string, string])[]): DefinitionOptions {
  let options: DefinitionOptions = NONE;
  for (const [name, value] of parts) {
    if (name === "$select") options = { ...options, select: value.split(",").map((one) => one.trim()) };
    else if (name === "$filter") options = { ...options, filter: value };
    else if (name === "$expand") options = { ...options, expand: expandOf(value) };
    else throw notImplemented(`${name} on metadata`);
  }
  return options;
}

function expandOf(text: string): ReadonlyMap<string, DefinitionOptions> {
  return new Map(
    splitOutside(text, ",").map((part) => {
      const [, name = "", inner] = /^\s*([\w.]+)\s*(?:\(([\s\S]*)\))?\s*$/.exec(part) ?? [];
      if (name === "") throw syntaxError(0, text);
      const parts = splitOutside(inner ?? "", ";")
        .filter((option) => option.trim() !== "")
        .map((option): [string, string] => {
          const equals = option.indexOf("=");
          return [option.slice(0, equals).trim(), option.slice(equals + 1)];
        });
      return [name, fromParts(parts)];
    }),
  );
}

/** Splits at separators that are in no parentheses and no quoted text. */
function splitOutside(text: string, separator: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let quoted = false;
  let start = 0;
  for (let at = 0; at < text.length; at++) {
    const character = text.charAt(at);
    if (character === "'") quoted = !quoted;
    else if (quoted) continue;
    else if (character === "(") depth++;
    else if (character === ")") depth--;
    else if (character === separator && depth === 0) {
      parts.push(text.slice(start, at));
      start = at + 1;
    }
  }
  parts.push(text.slice(start));
  return parts;
}

/**
 * The filters people use on metadata: `Property eq literal`, joined by `and` or by `or`. Anything else answers 501,
 * as it would silently give too much otherwise.
 */
export function filterTest(filter: string | undefined): (item: Record<string, unknown>) => boolean {
  if (filter === undefined) return () => true;
  const any = / or /.test(filter);
  if (any && / and /.test(filter)) throw notImplemented("$filter with both and/or on metadata");
  const tests = filter.split(any ? / or / : / and /).map((term) => {
    const [, path = "", operator = "", literal = ""] =
      /^\s*([\w/]+) (eq|ne) ('(?:[^']|'')*'|[\w.-]+)\s*$/.exec(term) ?? [];
    if (path === "") throw notImplemented(`$filter '${term.trim()}' on metadata`);
    const wanted = valueOf(literal);
    return (item: Record<string, unknown>) => {
      const same =
        path.split("/").reduce<unknown>((value, name) => (value as Record<string, unknown>)?.[name], item) ===
        wanted;
      return operator === "eq" ? same : !same;
    };
  });
  return (item) => (any ? tests.some((test) => test(item)) : tests.every((test) => test(item)));
}

function valueOf(literal: string): unknown {
  if (literal.startsWith("'")) return literal.slice(1, -1).replaceAll("''", "'");
  if (literal === "true" || literal === "false") return literal === "true";
  if (literal === "null") return null;
  return /^-?\d+(\.\d+)?$/.test(literal) ? Number(literal) : literal;
}
