import { formatDate, formatDateTime } from "../../format/dates";
import { formatNumber } from "../../format/numbers";
import type { UserFormat } from "../../format/user-format";

/** DateTimeFieldBehavior: 0 None, 1 UserLocal, 2 TimeZoneIndependent, 3 DateOnly (0, 2, 3: the clock as stored). */
const USER_LOCAL = 1;
const behavior = (value: number) => (value === USER_LOCAL ? "UserLocal" : "TimeZoneIndependent");

const DAYS = 7;

/** ISO 8601 week number. */
function weekOfYear(date: Date): number {
  const thursday = new Date(Date.UTC(date.getFullYear(), date.getMonth(), date.getDate()));
  thursday.setUTCDate(thursday.getUTCDate() + 4 - (thursday.getUTCDay() || DAYS));
  const first = Date.UTC(thursday.getUTCFullYear(), 0, 1);
  return Math.ceil(((thursday.getTime() - first) / 86_400_000 + 1) / DAYS);
}

/** `context.formatting`: by the person's own format, as the server would do it. */
export function formattingFor(format: UserFormat): Record<string, unknown> {
  const long = (options: Intl.DateTimeFormatOptions, date: Date) =>
    new Intl.DateTimeFormat(format.locale, { ...options, timeZone: format.timeZone }).format(date);
  return {
    formatCurrency: (value: number, precision = 2, symbol = "") =>
      `${symbol}${formatNumber(value, format, precision)}`,
    formatDecimal: (value: number, precision = 2) => formatNumber(value, format, precision),
    formatInteger: (value: number) => formatNumber(value, format, 0),
    formatLanguage: (lcid: number) => String(lcid),
    formatDateShort: (value: Date, includeTime = false) =>
      includeTime ? formatDateTime(value, format) : formatDate(value, format),
    formatDateLong: (value: Date) => long({ dateStyle: "full" }, value),
    formatDateLongAbbreviated: (value: Date) => long({ dateStyle: "medium" }, value),
    formatDateYearMonth: (value: Date) => long({ year: "numeric", month: "long" }, value),
    formatDateAsFilterStringInUTC: (value: Date, includeTime = false) =>
      includeTime ? value.toISOString().slice(0, 19) : value.toISOString().slice(0, 10),
    // The framework's name is misleading: it gives date and time, in the behaviour's zone.
    formatTime: (value: Date, fieldBehavior = USER_LOCAL) =>
      formatDateTime(value, format, behavior(fieldBehavior)),
    formatUserDateTimeToUTC: (value: Date) => new Date(value),
    formatUTCDateTimeToUserDate: (value: Date) => new Date(value),
    getWeekOfYear: weekOfYear,
  };
}
