/**
 * `usersettings.timezonecode` to IANA names, for the zones people in the samples use; others are shown in UTC.
 * Codes: Dataverse's timezonedefinition table.
 */
const ZONES: Readonly<Record<number, string>> = {
  4: "America/Los_Angeles",
  10: "America/Denver",
  20: "America/Chicago",
  35: "America/New_York",
  85: "Europe/London",
  92: "Etc/UTC",
  95: "Europe/Budapest",
  100: "Europe/Warsaw",
  105: "Europe/Paris",
  110: "Europe/Berlin",
  125: "Europe/Helsinki",
  130: "Europe/Athens",
  145: "Europe/Moscow",
  190: "Asia/Kolkata",
  210: "Asia/Shanghai",
  235: "Asia/Tokyo",
  255: "Australia/Sydney",
};

export function zoneOf(code: number): string {
  return ZONES[code] ?? "Etc/UTC";
}

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatFor(zone: string): Intl.DateTimeFormat {
  let format = formats.get(zone);
  if (!format) {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone: zone,
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
    });
    formats.set(zone, format);
  }
  return format;
}

/** What the clock on the wall in `zone` shows at this instant. */
export function wallClock(instant: Date, zone: string): Parts {
  const parts = Object.fromEntries(
    formatFor(zone)
      .formatToParts(instant)
      .map((p) => [p.type, Number(p.value)]),
  );
  return {
    year: parts.year ?? 0,
    month: parts.month ?? 1,
    day: parts.day ?? 1,
    hour: parts.hour ?? 0,
    minute: parts.minute ?? 0,
  };
}

/** The instant at which the clock in `zone` shows `wall`; of two (autumn) or none (spring), the nearer one. */
export function fromWallClock(wall: Parts, zone: string): Date {
  const wanted = Date.UTC(wall.year, wall.month - 1, wall.day, wall.hour, wall.minute);
  let instant = wanted;
  // Two rounds: the first guess may lie on the other side of a change of the clocks.
  for (let round = 0; round < 2; round += 1) {
    const shown = wallClock(new Date(instant), zone);
    instant += wanted - Date.UTC(shown.year, shown.month - 1, shown.day, shown.hour, shown.minute);
  }
  return new Date(instant);
}
