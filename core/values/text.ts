/** Characters XML 1.0 cannot carry; Dataverse refuses a value that holds one. Line breaks and tabs stay. */
const NOT_STORABLE = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g;

const LONE_SURROGATE = /[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/g;

/** Leaves out the characters no row can hold (control characters, halves of surrogate pairs). */
export function storable(text: string): string {
  return text.replace(NOT_STORABLE, "").replace(LONE_SURROGATE, "");
}

/** One kind of line break: Windows' and old Mac's become "\n". */
export function unifyLineBreaks(text: string): string {
  return text.replace(/\r\n?/g, "\n");
}

/** Printable ASCII that does not end in a space: most values, and nothing to fold. */
const PLAIN = /^(?:[\x20-\x7e]*[\x21-\x7e])?$/;

/**
 * The form two texts are compared in. What a store may change by itself does not count as a change:
 * line breaks, spaces at the end, and how an accent is composed (NFC).
 */
export function comparableText(text: string): string {
  if (PLAIN.test(text)) return text;
  return unifyLineBreaks(storable(text)).normalize("NFC").trimEnd();
}

/** What no database of ours keeps in a text: NUL, and halves of surrogate pairs (what cutting an emoji in two leaves). */
const NOT_KEPT = /[\0\ud800-\udfff]/;

/**
 * A text as a database can keep it: without NUL, and with U+FFFD in the place of each half of a surrogate pair, as
 * `String.prototype.toWellFormed` puts it. The very same text where nothing has to change.
 */
export function wellFormed(text: string): string {
  return NOT_KEPT.test(text) ? text.replaceAll("\0", "").replace(LONE_SURROGATE, "\ufffd") : text;
}

/** The same for every text within a JSON value, names of members included. */
export function wellFormedJson(value: unknown): unknown {
  if (typeof value === "string") return wellFormed(value);
  if (Array.isArray(value)) return value.map(wellFormedJson);
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, each]) => [wellFormed(name), wellFormedJson(each)]),
  );
}
