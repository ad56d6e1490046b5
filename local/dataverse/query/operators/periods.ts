/** Spans of time, in UTC: [from, to). Weeks begin on Sunday, the organisation's default. */
export interface Period {
  readonly from: Date;
  readonly to: Date;
}

export type Unit = "hour" | "day" | "week" | "month" | "year";

/** The start of the unit that `moment` lies in. */
export const startOf = (moment: Date, unit: Unit): Date => {
  const [year, month, day, hour] = [
    moment.getUTCFullYear(),
    moment.getUTCMonth(),
    moment.getUTCDate(),
    moment.getUTCHours(),
  ];
  switch (unit) {
    case "hour":
      return new Date(Date.UTC(year, month, day, hour));
    case "day":
      return new Date(Date.UTC(year, month, day));
    case "week":
      return new Date(Date.UTC(year, month, day - moment.getUTCDay()));
    case "month":
      return new Date(Date.UTC(year, month, 1));
    case "year":
      return new Date(Date.UTC(year, 0, 1));
  }
};

/** `count` units later (or earlier). */
export const add = (moment: Date, unit: Unit, count: number): Date => {
  const later = new Date(moment);
  switch (unit) {
    case "hour":
      later.setUTCHours(later.getUTCHours() + count);
      break;
    case "day":
      later.setUTCDate(later.getUTCDate() + count);
      break;
    case "week":
      later.setUTCDate(later.getUTCDate() + 7 * count);
      break;
    case "month":
      later.setUTCMonth(later.getUTCMonth() + count);
      break;
    case "year":
      later.setUTCFullYear(later.getUTCFullYear() + count);
  }
  return later;
};

/** The unit `offset` away from now: 0 this, -1 last, 1 next. */
export const whole = (now: Date, unit: Unit, offset: number): Period => {
  const from = add(startOf(now, unit), unit, offset);
  return { from, to: add(from, unit, 1) };
};

/** The last `count` units up to now: days and longer begin at the start of a day. */
export const last = (now: Date, unit: Unit, count: number): Period => ({
  from: unit === "hour" ? add(startOf(now, unit), unit, -count) : add(startOf(now, "day"), unit, -count),
  to: new Date(now.getTime() + 1000),
});

/** The next `count` units from now; ends with the end of a day. */
export const next = (now: Date, unit: Unit, count: number): Period => ({
  from: now,
  to:
    unit === "hour"
      ? add(startOf(now, unit), unit, count + 1)
      : add(startOf(now, "day"), unit, unit === "day" ? count + 1 : count),
});
