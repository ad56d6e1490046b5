import { fromWallClock, wallClock } from "./time-zones";
import type { UserFormat } from "./user-format";

/** Whether a column's clock follows the person's zone, or is the same for all (DateOnly, TimeZoneIndependent). */
export type DateBehavior = "UserLocal" | "DateOnly" | "TimeZoneIndependent";

const zoneFor = (format: UserFormat, behavior: DateBehavior) =>
  behavior === "UserLocal" ? format.timeZone : "Etc/UTC";

const pad = (value: number, length: number) => String(value).padStart(length, "0");

/** Fills a .NET date or time pattern. */
function fill(pattern: string, wall: ReturnType<typeof wallClock>): string {
  const twelve = wall.hour % 12 === 0 ? 12 : wall.hour % 12;
  const tokens: Record<string, string> = {
    yyyy: pad(wall.year, 4),
    yy: pad(wall.year % 100, 2),
    MM: pad(wall.month, 2),
    M: String(wall.month),
    dd: pad(wall.day, 2),
    d: String(wall.day),
    HH: pad(wall.hour, 2),
    H: String(wall.hour),
    hh: pad(twelve, 2),
    h: String(twelve),
    mm: pad(wall.minute, 2),
    tt: wall.hour < 12 ? "AM" : "PM",
  };
  return pattern.replace(/yyyy|yy|MM|M|dd|d|HH|H|hh|h|mm|tt/g, (token) => tokens[token] ?? token);
}

export function formatDate(instant: Date, format: UserFormat, behavior: DateBehavior = "UserLocal"): string {
  return fill(format.datePattern, wallClock(instant, zoneFor(format, behavior)));
}

export function formatTime(instant: Date, format: UserFormat, behavior: DateBehavior = "UserLocal"): string {
  return fill(format.timePattern, wallClock(instant, zoneFor(format, behavior)));
}

export function formatDateTime(
  instant: Date,
  format: UserFormat,
  behavior: DateBehavior = "UserLocal",
): string {
  return `${formatDate(instant, format, behavior)} ${formatTime(instant, format, behavior)}`;
}

/** Reads what a person typed in her own date pattern; undefined when it is no date. */
export function parseDate(
  text: string,
  format: UserFormat,
): { readonly year: number; readonly month: number; readonly day: number } | undefined {
  const numbers = text.match(/\d+/g)?.map(Number) ?? [];
  const order = format.datePattern.match(/y+|M+|d+/g) ?? [];
  if (numbers.length !== 3 || order.length !== 3) return undefined;
  const of = (letter: string) => numbers[order.findIndex((token) => token.startsWith(letter))] ?? 0;
  const written = of("y");
  const year = written < 100 ? 2000 + written : written;
  const date = new Date(Date.UTC(year, of("M") - 1, of("d")));
  const real = date.getUTCMonth() === of("M") - 1 && date.getUTCDate() === of("d");
  return real ? { year, month: of("M"), day: of("d") } : undefined;
}

/** Reads `14:05`, `2:05 PM`, `2 pm`; undefined when it is no time. */
export function parseTime(text: string): { readonly hour: number; readonly minute: number } | undefined {
  const match = /^\s*(\d{1,2})(?:[:.h](\d{2}))?\s*(am|pm)?\s*$/i.exec(text);
  if (!match) return undefined;
  const half = match[3]?.toLowerCase();
  const minute = Number(match[2] ?? 0);
  let hour = Number(match[1]);
  if (half && (hour < 1 || hour > 12)) return undefined;
  if (half) hour = (hour % 12) + (half === "pm" ? 12 : 0);
  return hour < 24 && minute < 60 ? { hour, minute } : undefined;
}

/** The instant for a day and a time on the person's clock. */
export function toInstant(
  day: { readonly year: number; readonly month: number; readonly day: number },
  time: { readonly hour: number; readonly minute: number },
  format: UserFormat,
  behavior: DateBehavior = "UserLocal",
): Date {
  return fromWallClock({ ...day, hour: time.hour, minute: time.minute }, zoneFor(format, behavior));
}

/** The person's clock at an instant, as day and time. */
export function wallOf(instant: Date, format: UserFormat, behavior: DateBehavior = "UserLocal") {
  return wallClock(instant, zoneFor(format, behavior));
}
