import { localeOf, type Words } from "./words";

/** How the panel writes moments. */
export interface Dates {
  /** Date and time in the user's own format and time zone. */
  absolute(date: Date): string;
  /** "2 minutes ago"; undefined if it was so long ago that only the date is useful. */
  relative(date: Date, now: number): string | undefined;
}

/** `DateTimeFieldBehavior.UserLocal` of the framework. */
const USER_LOCAL = 1;
const MINUTE = 60;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
/** For older times, the date is more useful than "37 days ago". */
const LONGEST_RELATIVE = 30 * DAY;

export function datesFrom(
  context: Pick<ComponentFramework.Context<unknown>, "formatting">,
  words: Words,
): Dates {
  const format = new Intl.RelativeTimeFormat(localeOf(words), { numeric: "auto" });
  return {
    absolute: (date) => context.formatting.formatTime(date, USER_LOCAL),
    relative(date, now) {
      const seconds = Math.max(0, Math.round((now - date.getTime()) / 1000));
      if (seconds < MINUTE) return words("JustNow");
      if (seconds < HOUR) return format.format(-Math.floor(seconds / MINUTE), "minute");
      if (seconds < DAY) return format.format(-Math.floor(seconds / HOUR), "hour");
      if (seconds < LONGEST_RELATIVE) return format.format(-Math.floor(seconds / DAY), "day");
      return undefined;
    },
  };
}
