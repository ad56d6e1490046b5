const graphemes = new Intl.Segmenter("und", { granularity: "grapheme" });

/**
 * Shortens a text to at most `limit` UTF-16 units, which is what Dataverse counts, without splitting what a reader sees
 * as one character: no half of a surrogate pair, no letter without its accent, no family without a child.
 * Spaces left at the end go too. Gives "" when not even the first character fits.
 */
export function cut(text: string, limit: number): string {
  if (text.length <= limit) return text;
  // The segment that holds the first unit too many starts where the text must end.
  const boundary = graphemes.segment(text).containing(Math.max(limit, 0))?.index ?? 0;
  return text.slice(0, boundary).trimEnd();
}
