import { refusals } from "./errors";

/** Values of a row by the names a query uses: columns, and lookups as `_x_value`. */
export type Named = (name: string) => unknown;

type Test = (row: Named) => boolean;

const TOKEN = /\s*(Microsoft\.Dynamics\.CRM\.\w+|'(?:[^']|'')*'|[()\[\],=]|[^\s()\[\],=']+)/gy;

function tokensOf(text: string): string[] {
  const tokens: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const match = TOKEN.exec(text);
    if (!match) throw refusals.notUnderstood(text);
    tokens.push(match[1]!);
  }
  return tokens;
}

const TIME = /^\d{4}-\d\d-\d\dT/;

/** Dataverse compares texts ignoring case and blanks at the end, and times as times. */
function comparable(value: unknown): unknown {
  if (typeof value !== "string") return value ?? null;
  return TIME.test(value) ? Date.parse(value) : value.trimEnd().toLowerCase();
}

function literalOf(token: string): unknown {
  if (token.startsWith("'")) return token.slice(1, -1).replaceAll("''", "'");
  if (token === "null") return null;
  if (token === "true" || token === "false") return token === "true";
  const number = Number(token);
  return Number.isNaN(number) ? token : number;
}

/**
 * The part of `$filter` the connector uses: and, or, not, brackets, comparisons, text functions, and Dataverse's own `In`.
 * @param named hears the name of each column, and throws where there is no such one
 */
export function parseFilter(text: string, named: (column: string) => void): Test {
  const tokens = tokensOf(text);
  let at = 0;
  const take = (wanted?: string): string => {
    const token = tokens[at++];
    if (token === undefined || (wanted !== undefined && token !== wanted)) throw refusals.notUnderstood(text);
    return token;
  };
  const peek = () => tokens[at];
  const column = (name: string): string => {
    named(name);
    return name;
  };

  function either(): Test {
    let left = both();
    while (peek() === "or") {
      at++;
      const [a, b] = [left, both()];
      left = (row) => a(row) || b(row);
    }
    return left;
  }
  function both(): Test {
    let left = one();
    while (peek() === "and") {
      at++;
      const [a, b] = [left, one()];
      left = (row) => a(row) && b(row);
    }
    return left;
  }
  function one(): Test {
    if (peek() === "not") {
      at++;
      const inner = one();
      return (row) => !inner(row);
    }
    if (peek() === "(") {
      at++;
      const inner = either();
      take(")");
      return inner;
    }
    const head = take();
    if (head === "Microsoft.Dynamics.CRM.In") return within();
    if (["startswith", "endswith", "contains"].includes(head)) return textTest(head);
    return comparison(column(head));
  }
  function textTest(name: string): Test {
    take("(");
    const tested = column(take());
    take(",");
    const wanted = String(comparable(literalOf(take())));
    take(")");
    const fits = (value: string): boolean =>
      name === "contains"
        ? value.includes(wanted)
        : name === "startswith"
          ? value.startsWith(wanted)
          : value.endsWith(wanted);
    return (row) => typeof row(tested) === "string" && fits(String(comparable(row(tested))));
  }
  function within(): Test {
    take("(");
    take("PropertyName");
    take("=");
    const listed = column(String(literalOf(take())));
    take(",");
    take("PropertyValues");
    take("=");
    take("[");
    const values = new Set<unknown>();
    while (peek() !== "]") {
      values.add(comparable(literalOf(take())));
      if (peek() === ",") at++;
    }
    take("]");
    take(")");
    return (row) => values.has(comparable(row(listed)));
  }
  function comparison(compared: string): Test {
    const operator = take();
    const wanted = comparable(literalOf(take()));
    const order = (value: unknown, fits: (difference: number) => boolean): boolean => {
      if (value === null || wanted === null) return false;
      const [a, b] = [comparable(value), wanted] as [string | number, string | number];
      return fits(a < b ? -1 : a > b ? 1 : 0);
    };
    switch (operator) {
      case "eq":
        return (row) => comparable(row(compared)) === wanted;
      case "ne":
        return (row) => comparable(row(compared)) !== wanted;
      case "ge":
        return (row) => order(row(compared) ?? null, (difference) => difference >= 0);
      case "gt":
        return (row) => order(row(compared) ?? null, (difference) => difference > 0);
      case "le":
        return (row) => order(row(compared) ?? null, (difference) => difference <= 0);
      case "lt":
        return (row) => order(row(compared) ?? null, (difference) => difference < 0);
      default:
        throw refusals.notUnderstood(text);
    }
  }

  const test = either();
  if (at < tokens.length) throw refusals.notUnderstood(text);
  return test;
}
