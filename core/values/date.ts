/** Dataverse's earliest date (SQL Server's datetime); anything before is refused. */
export const EARLIEST_DATE = "1753-01-01";

/** A number this large is milliseconds since 1970, a smaller one seconds (1e11 s would be the year 5138). */
const MILLISECONDS_FROM = 1e11;

const DATE_ONLY = /^(\d{4})-(\d{2})-(\d{2})$/;
/** ISO 8601 with an offset or Z; a time without a zone is no point in time, so it is not accepted. */
const POINT_IN_TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d+)?)?(Z|[+-]\d{2}:?\d{2})$/i;

/** Whether the day exists: `Date` would quietly turn 31 February into 3 March. */
function isRealDay(year: string, month: string, day: string): boolean {
  const date = new Date(`${year}-${month}-${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(`${year}-${month}-${day}`);
}

/**
 * Reads what systems send as a date: `2026-09-21`, ISO 8601 with a zone, Unix seconds or milliseconds.
 * Gives null when it is none of these; "03/04/2026" is refused because nobody can know which is the month.
 */
export function readDate(value: unknown): Date | null {
  if (typeof value === "number")
    return validDate(new Date(value >= MILLISECONDS_FROM ? value : value * 1000));
  if (typeof value !== "string") return null;
  const text = value.trim();
  const day = DATE_ONLY.exec(text);
  if (day) return isRealDay(day[1]!, day[2]!, day[3]!) ? new Date(`${text}T00:00:00Z`) : null;
  if (!POINT_IN_TIME.test(text) || !isRealDay(text.slice(0, 4), text.slice(5, 7), text.slice(8, 10)))
    return null;
  return validDate(new Date(text));
}

/** `2026-09-21`, in UTC. */
export function toDateOnly(date: Date): string {
  return date.toISOString().slice(0, 10);
}

/** `2026-09-21T14:13:20Z`: Dataverse keeps whole seconds. */
export function toDateTime(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}

function validDate(date: Date): Date | null {
  return Number.isNaN(date.getTime()) ? null : date;
}
