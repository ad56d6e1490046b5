/** Numbers and times as people of a language write them. */
export interface Formats {
  number(value: number): string;
  /** "11/30/2026, 3:05 PM" */
  time(iso: string): string;
  /** "3 minutes ago", "in 12 minutes" */
  ago(iso: string, now?: Date): string;
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
] as const;

/** Less than this away is "now". */
const NOW_MS = 45_000;

export function formatsOf(language: string): Formats {
  const numbers = new Intl.NumberFormat(language);
  const times = new Intl.DateTimeFormat(language, { dateStyle: "short", timeStyle: "short" });
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    number: (value) => numbers.format(value),
    time: (iso) => times.format(new Date(iso)),
    ago(iso, now = new Date()) {
      const away = Date.parse(iso) - now.getTime();
      if (Math.abs(away) < NOW_MS) return relative.format(0, "second");
      const [unit, length] = UNITS.find(([, ms]) => Math.abs(away) >= ms) ?? UNITS[2];
      return relative.format(Math.round(away / length), unit);
    },
  };
}
