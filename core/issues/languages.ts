/** The languages we speak; the first is spoken to everyone else. */
export const LANGUAGES = ["en", "de", "fr", "es"] as const;

export type Language = (typeof LANGUAGES)[number];

/** Windows' primary language ids: the lower ten bits of an LCID (1031 Germany and 3079 Austria are both 0x07). */
const PRIMARY: Readonly<Record<number, Language>> = { 0x09: "en", 0x07: "de", 0x0c: "fr", 0x0a: "es" };

/** A user's UI language as Dynamics gives it (LCID, e.g. 1036) -> the language we answer in. */
export function languageOf(lcid: number | null | undefined): Language {
  return PRIMARY[(lcid ?? 0) & 0x3ff] ?? "en";
}
