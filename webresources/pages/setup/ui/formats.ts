/** Numbers and times as people of a language write them. */
export interface Formats {
  number(value: number): string;
  /** "11/30/2026, 3:05 PM" */
  time(iso: string): string;
  /** "Nov 30" */
  day(iso: string): string;
  /** "45 sec", "3 min 12 sec", "2 hr 5 min" */
  duration(milliseconds: number): string;
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
  const days = new Intl.DateTimeFormat(language, { month: "short", day: "numeric" });
  const unit = (value: number, name: "hour" | "minute" | "second") =>
    new Intl.NumberFormat(language, { style: "unit", unit: name, unitDisplay: "short" }).format(value);
  const relative = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return {
    number: (value) => numbers.format(value),
    time: (iso) => times.format(new Date(iso)),
    day: (iso) => days.format(new Date(iso)),
    duration(milliseconds) {
      const seconds = Math.max(1, Math.round(milliseconds / 1_000));
      const [hours, minutes, rest] = [
        Math.floor(seconds / 3_600),
        Math.floor(seconds / 60) % 60,
        seconds % 60,
      ];
      if (hours > 0) return [unit(hours, "hour"), unit(minutes, "minute")].join(" ");
      if (minutes > 0) return [unit(minutes, "minute"), unit(rest, "second")].join(" ");
      return unit(rest, "second");
    },
    ago(iso, now = new Date()) {
      const away = Date.parse(iso) - now.getTime();
      if (Math.abs(away) < NOW_MS) return relative.format(0, "second");
      const [unit, length] = UNITS.find(([, ms]) => Math.abs(away) >= ms) ?? UNITS[2];
      return relative.format(Math.round(away / length), unit);
    },
  };
}
