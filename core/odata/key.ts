import { guidLiteral, stringLiteral } from "./literal";

/** Characters that Dataverse cannot read in the value of an alternate key, even percent-encoded (facts: use-alternate-keys). */
const NOT_IN_KEYS = /[<>*%&:\\?+/]/;

/** A part of an alternate key: a text, a number, or a lookup's GUID. */
export type KeyPart = string | number | { readonly guid: string };

/** `contacts(1f…)`: one row by its primary key. Throws a RangeError for anything but a GUID. */
export function rowPath(entitySet: string, id: string): string {
  return `${entitySet}(${guidLiteral(id)})`;
}

/** Whether a value can stand in the URL as an alternate key's value; if not, ask with `$filter`. */
export function isKeyable(value: string): boolean {
  return value !== "" && !NOT_IN_KEYS.test(value);
}

/**
 * `contacts(cs_externalid='x')`, percent-encoded; lookups under `_<column>_value`.
 * Throws a RangeError for a value Dataverse could not read there ({@link isKeyable}).
 */
export function keyPath(entitySet: string, parts: Readonly<Record<string, KeyPart>>): string {
  const written = Object.entries(parts).map(([column, part]) => `${column}=${keyLiteral(part)}`);
  return `${entitySet}(${written.join(",")})`;
}

function keyLiteral(part: KeyPart): string {
  if (typeof part === "number") return String(part);
  if (typeof part === "object") return guidLiteral(part.guid);
  if (!isKeyable(part))
    throw new RangeError("A key value must not be empty or hold any of < > * % & : \\ ? + /");
  return encodeURIComponent(stringLiteral(part));
}
