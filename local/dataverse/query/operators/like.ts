/** Turns SQL's LIKE pattern into a regular expression over the whole text. */
export const likePattern = (pattern: string): RegExp => {
  let source = "";
  for (let at = 0; at < pattern.length; at++) {
    const character = pattern[at] ?? "";
    const close = character === "[" ? pattern.indexOf("]", at + 1) : -1;
    if (character === "%") source += "[\\s\\S]*";
    else if (character === "_") source += "[\\s\\S]";
    else if (close > at + 1) {
      source += oneOf(pattern.slice(at + 1, close));
      at = close;
    } else source += escaped(character);
  }
  return new RegExp(`^${source}$`);
};

const oneOf = (set: string): string => {
  const negated = set.startsWith("^");
  const body = (negated ? set.slice(1) : set).replace(/[\\\]^[]/g, "\\$&");
  return `[${negated ? "^" : ""}${body}]`;
};

const escaped = (character: string): string => character.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
