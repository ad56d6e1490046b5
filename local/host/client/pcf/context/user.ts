import { formatDate } from "../../format/dates";
import type { UserFormat } from "../../format/user-format";
import type { Session } from "../../api/session";

const names = (locale: string, options: Intl.DateTimeFormatOptions, dates: readonly Date[]) =>
  dates.map((date) => new Intl.DateTimeFormat(locale, { ...options, timeZone: "UTC" }).format(date));

/** 4 January 1970 was a Sunday. */
const WEEK = Array.from({ length: 7 }, (_, day) => new Date(Date.UTC(1970, 0, 4 + day)));
const MONTHS = Array.from({ length: 12 }, (_, month) => new Date(Date.UTC(1970, month, 1)));

function dateInfo(format: UserFormat): Record<string, unknown> {
  const { locale } = format;
  return {
    amDesignator: "AM",
    pmDesignator: "PM",
    abbreviatedDayNames: names(locale, { weekday: "short" }, WEEK),
    abbreviatedMonthNames: names(locale, { month: "short" }, MONTHS),
    dayNames: names(locale, { weekday: "long" }, WEEK),
    monthNames: names(locale, { month: "long" }, MONTHS),
    shortestDayNames: names(locale, { weekday: "narrow" }, WEEK),
    firstDayOfWeek: locale === "en-US" ? 0 : 1,
    dateSeparator: /[^A-Za-z]/.exec(format.datePattern)?.[0] ?? "/",
    timeSeparator: ":",
    shortDatePattern: format.datePattern,
    longDatePattern: format.datePattern,
    shortTimePattern: format.timePattern,
    longTimePattern: format.timePattern,
    fullDateTimePattern: `${format.datePattern} ${format.timePattern}`,
    example: formatDate(new Date(0), format),
  };
}

/** `context.userSettings`. */
export function userSettingsFor(session: Session): Record<string, unknown> {
  const { format } = session;
  return {
    userId: session.userId,
    userName: session.fullName,
    languageId: session.language,
    isRTL: false,
    securityRoles: session.roles.map((role) => role.id),
    dateFormattingInfo: dateInfo(format),
    numberFormattingInfo: {
      numberDecimalSeparator: format.decimalSymbol,
      numberGroupSeparator: format.groupSeparator,
      numberDecimalDigits: 2,
      numberGroupSizes: [3],
      numberNegativePattern: 1,
      negativeSign: "-",
      positiveSign: "+",
      currencyDecimalDigits: 2,
      currencyDecimalSeparator: format.decimalSymbol,
      currencyGroupSeparator: format.groupSeparator,
      currencySymbol: "",
    },
    getTimeZoneOffsetMinutes: (date: Date = new Date()) => {
      const at = (zone: string) => Date.parse(`${date.toLocaleString("en-US", { timeZone: zone })} UTC`);
      return Math.round((at(format.timeZone) - at("UTC")) / 60_000);
    },
  };
}
