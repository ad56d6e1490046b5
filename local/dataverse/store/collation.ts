import type { StoredValue } from "../contracts";

/**
 * How text compares. An organisation whose base language is English has a collation that ignores case and accents
 * (power-platform/admin/language-collations: 1033 is _CI_AI), and SQL ignores spaces at the end.
 */
const NOT_ASCII = /[^\u0000-\u007f]/;
const ACCENTS = /[\u0300-\u036f]/g;

export const fold = (text: string): string => {
  const plain = NOT_ASCII.test(text) ? text.normalize("NFD").replace(ACCENTS, "") : text;
  const lower = plain.toLowerCase();
  return lower.endsWith(" ") ? lower.replace(/ +$/, "") : lower;
};

/** A value as indices hold it: equal values give the same text or number; null gives undefined. */
export const indexValue = (value: StoredValue | undefined): string | number | undefined => {
  if (value === null || value === undefined) return undefined;
  if (typeof value === "string") return fold(value);
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  return "id" in value ? value.id : value.join(",");
};
