import { normaliseGuid } from "../values/guid";

/** A text as an OData literal: in single quotes, inner ones doubled. Not yet percent-encoded. */
export function stringLiteral(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A GUID as an OData literal (bare). Throws a RangeError when it is none: nothing else may reach a URL in its place. */
export function guidLiteral(text: string): string {
  const guid = normaliseGuid(text);
  if (guid === null) throw new RangeError(`"${text}" is no GUID`);
  return guid;
}

/** A value as a literal for `$filter`: texts quoted, numbers, booleans and null bare. GUIDs and dates need their own. */
export function literal(value: string | number | boolean | null): string {
  return typeof value === "string" ? stringLiteral(value) : String(value);
}

/** A point in time for `$filter`: ISO 8601, UTC, bare. */
export function dateLiteral(date: Date): string {
  return date.toISOString();
}

/** A `$filter`, `$select` … value, ready for a URL. */
export function encodeQuery(expression: string): string {
  return encodeURIComponent(expression);
}
