/** A word's first letter: at the start, or after a space, hyphen, dot or apostrophe ("o'brien" -> "O'Brien"). */
const WORD_START = /(^|[\s\-–.'’(])(\p{L})/gu;

/**
 * Changes letters to upper, lower or title case by Unicode's own rules, never by the machine's language:
 * a Turkish server must not turn "i" into "İ".
 */
export function letterCase(text: string, to: "upper" | "lower" | "title"): string {
  if (to === "upper") return text.toUpperCase();
  const lower = text.toLowerCase();
  if (to === "lower") return lower;
  return lower.replace(WORD_START, (_match, before: string, letter: string) => before + letter.toUpperCase());
}
