/** A stretch of time, in milliseconds UTC: from (inclusive) to (exclusive). */
export interface Period {
  readonly from: number;
  readonly to: number;
}

type Unit = "hours" | "days" | "weeks" | "months" | "years";

/** A period "until now" holds what happened this very moment. */
const justAfter = (now: Date): number => now.getTime() + 1;
/** The past ends now and the future begins now; the far ends keep comparisons simple. */
const BEGINNING = -8.64e15;
const END = 8.64e15;

/**
 * The period a relative date operator means at `now`, in UTC days with weeks from Sunday (the platform uses the user's
 * time zone and the organisation's first day of the week). Undefined when it is no such operator.
 * developer/data-platform/fetchxml/reference/operators
 */
export function relativePeriod(operator: string, count: number | undefined, now: Date): Period | undefined {
  const day = startOf("days", now);
  switch (operator) {
    case "today":
      return { from: day, to: shift(day, "days", 1) };
    case "yesterday":
      return { from: shift(day, "days", -1), to: day };
    case "tomorrow":
      return { from: shift(day, "days", 1), to: shift(day, "days", 2) };
    case "last-seven-days":
      return { from: shift(day, "days", -7), to: justAfter(now) };
    case "next-seven-days":
      return { from: now.getTime(), to: shift(day, "days", 8) };
  }
  return calendarPeriod(operator, now) ?? countedPeriod(operator, count, now);
}

/** this-week, last-month, next-year, ... */
function calendarPeriod(operator: string, now: Date): Period | undefined {
  const match = /^(this|last|next)-(week|month|year)$/.exec(operator);
  if (match === null) return undefined;
  const unit = `${match[2]}s` as Unit;
  const from = shift(startOf(unit, now), unit, match[1] === "last" ? -1 : match[1] === "next" ? 1 : 0);
  return { from, to: shift(from, unit, 1) };
}

/** last-x-days, next-x-weeks, olderthan-x-months, ... */
function countedPeriod(operator: string, count: number | undefined, now: Date): Period | undefined {
  const match = /^(last-x|next-x|olderthan-x)-(hours|days|weeks|months|years)$/.exec(operator);
  if (match === null || count === undefined) return undefined;
  const unit = match[2] as Unit;
  const start = unit === "hours" ? now.getTime() : startOf("days", now);
  if (match[1] === "last-x") return { from: shift(start, unit, -count), to: justAfter(now) };
  if (match[1] === "next-x")
    return { from: now.getTime(), to: shift(start, unit, count) + (unit === "hours" ? 0 : DAY) };
  return { from: BEGINNING, to: shift(start, unit, -count) };
}

/** The day a date operator (`on`, `on-or-before`, `on-or-after`) means, as a period. */
export function dayPeriod(operator: string, value: string): Period | undefined {
  const day = Date.parse(value.slice(0, 10));
  if (Number.isNaN(day)) return undefined;
  if (operator === "on") return { from: day, to: day + DAY };
  if (operator === "on-or-before") return { from: BEGINNING, to: day + DAY };
  if (operator === "on-or-after") return { from: day, to: END };
  return undefined;
}

const DAY = 86_400_000;

function startOf(unit: Unit, now: Date): number {
  const [year, month, day] = [now.getUTCFullYear(), now.getUTCMonth(), now.getUTCDate()];
  if (unit === "years") return Date.UTC(year, 0, 1);
  if (unit === "months") return Date.UTC(year, month, 1);
  if (unit === "weeks") return Date.UTC(year, month, day - now.getUTCDay());
  return Date.UTC(year, month, day);
}

function shift(time: number, unit: Unit, count: number): number {
  const date = new Date(time);
  if (unit === "hours") return time + count * 3_600_000;
  if (unit === "days") return time + count * DAY;
  if (unit === "weeks") return time + count * 7 * DAY;
  if (unit === "months") return date.setUTCMonth(date.getUTCMonth() + count);
  return date.setUTCFullYear(date.getUTCFullYear() + count);
}
