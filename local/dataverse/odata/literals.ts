import type { StoredValue } from "../contracts";
import { toSeconds } from "../messages/rows/time";

/** Literals of OData addresses: in keys, filters, function parameters (OData 4.01 URL conventions, section 5.1.1). */
export interface Literal {
  readonly type: "String" | "Number" | "Boolean" | "Null" | "Guid" | "Date" | "DateTimeOffset";
  readonly value: string | number | boolean | null;
}

export const GUID = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iy;
export const DATE_TIME = /\d{4}-\d\d-\d\dT\d\d:\d\d(:\d\d(\.\d+)?)?(Z|[+-]\d\d:\d\d)/iy;
export const DATE = /\d{4}-\d\d-\d\d/y;
export const NUMBER = /-?\d+(\.\d+)?([eE][+-]?\d+)?/y;
export const STRING = /'(?:[^']|'')*'/y;

/** Reads one literal from the whole text; undefined when it is none. */
export const parseLiteral = (text: string): Literal | undefined => {
  const literal = readLiteral(text, 0);
  return literal !== undefined && literal.end === text.length ? literal.literal : undefined;
};

const FORMS: readonly (readonly [RegExp, (text: string) => Literal])[] = [
  [STRING, (text) => ({ type: "String", value: text.slice(1, -1).replaceAll("''", "'") })],
  [GUID, (text) => ({ type: "Guid", value: text.toLowerCase() })],
  [DATE_TIME, (text) => ({ type: "DateTimeOffset", value: moment(text) })],
  [DATE, (text) => ({ type: "Date", value: text })],
  [NUMBER, (text) => ({ type: "Number", value: Number(text) })],
  [/(?:true|false)\b/y, (text) => ({ type: "Boolean", value: text === "true" })],
  [/null\b/y, () => ({ type: "Null", value: null })],
];

/** Reads the literal that begins at a position; undefined when none does. */
export const readLiteral = (
  text: string,
  at: number,
): { readonly literal: Literal; readonly end: number } | undefined => {
  for (const [form, make] of FORMS) {
    form.lastIndex = at;
    const match = form.exec(text);
    if (match !== null) return { literal: make(match[0]), end: at + match[0].length };
  }
  return undefined;
};

/** Whole seconds as stored, unless the literal names a fraction. */
const moment = (text: string): string => {
  const date = new Date(text);
  return date.getUTCMilliseconds() === 0 ? toSeconds(date) : date.toISOString();
};

/** The value as rows store it. */
export const literalValue = ({ value }: Literal): StoredValue => value;
