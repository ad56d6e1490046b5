import { fold } from "../store/collation";

/** `like` as SQL Server has it: `%` any text, `_` one character, `[a-f]` and `[^a]` sets; case and accents ignored. */
export function likePattern(pattern: string): (text: string) => boolean {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern.charAt(at);
    const close = character === "[" ? pattern.indexOf("]", at + 2) : -1;
    if (character === "%") source += "[\\s\\S]*";
    else if (character === "_") source += "[\\s\\S]";
    else if (close > 0) {
      source += setOf(pattern.slice(at + 1, close));
      at = close;
    } else source += escape(fold(character) || character);
  }
  const expression = new RegExp(`^${source}$`, "u");
  return (text) => expression.test(fold(text));
}

function setOf(inner: string): string {
  const negated = inner.startsWith("^");
  const body = fold(negated ? inner.slice(1) : inner).replace(/[\\\]^[]/g, "\\$&");
  return `[${negated ? "^" : ""}${body}]`;
}

const escape = (character: string): string => character.replace(/[.*+?^${}()|[\]\\/]/gu, "\\$&");
