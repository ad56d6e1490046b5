import {
  formatDate,
  formatDateTime,
  parseDate,
  parseTime,
  toInstant,
} from "../../../local/host/client/format/dates";
import { fromWallClock, wallClock } from "../../../local/host/client/format/time-zones";
import { asUserFormat } from "../../../local/host/client/format/user-format";

const BERLIN = 110;
const german = asUserFormat({ timezonecode: BERLIN }, 1031);
const american = asUserFormat({ timezonecode: 35 }, 1033);
const summer = new Date("2026-07-14T21:05:00Z");

describe("dates are shown in the person's own format and time zone", () => {
  it.each([
    [american, "7/14/2026 5:05 PM"],
    [german, "14.07.2026 23:05"],
    [asUserFormat({ timezonecode: 105 }, 1036), "14/07/2026 23:05"],
    [asUserFormat({ timezonecode: 235 }, 3082), "15/07/2026 6:05"],
  ])("%#", (format, shown) => expect(formatDateTime(summer, format)).toBe(shown));

  it("follows the patterns of usersettings before those of the language", () => {
    const format = asUserFormat(
      { dateformatstring: "yyyy-MM-dd", timeformatstring: "hh:mm tt", timezonecode: 92 },
      1031,
    );
    expect(formatDateTime(summer, format)).toBe("2026-07-14 09:05 PM");
  });

  it("does not move a date-only day into another zone", () => {
    const day = new Date("2026-01-05T00:00:00Z");
    expect(formatDate(day, american, "DateOnly")).toBe("1/5/2026");
    expect(formatDate(day, american, "UserLocal")).toBe("1/4/2026");
  });

  it("writes midnight and noon as people with a 12-hour clock do", () => {
    expect(formatDateTime(new Date("2026-01-05T05:00:00Z"), american)).toBe("1/5/2026 12:00 AM");
    expect(formatDateTime(new Date("2026-01-05T17:00:00Z"), american)).toBe("1/5/2026 12:00 PM");
  });
});

describe("dates are read as the person types them", () => {
  it("by the order of her own pattern", () => {
    expect(parseDate("14.7.2026", german)).toEqual({ year: 2026, month: 7, day: 14 });
    expect(parseDate("7/14/26", american)).toEqual({ year: 2026, month: 7, day: 14 });
  });

  it.each(["31.2.2026", "14.7", "tomorrow", ""])("%s is no date", (text) =>
    expect(parseDate(text, german)).toBeUndefined(),
  );

  it.each([
    ["14:05", { hour: 14, minute: 5 }],
    ["2:05 PM", { hour: 14, minute: 5 }],
    ["12 am", { hour: 0, minute: 0 }],
    ["9", { hour: 9, minute: 0 }],
  ])("%s is a time", (text, time) => expect(parseTime(text)).toEqual(time));

  it.each(["25:00", "13 pm", "1:75", "noon"])("%s is none", (text) =>
    expect(parseTime(text)).toBeUndefined(),
  );

  it("gives the instant at which her clock shows it, in summer and in winter", () => {
    const clock = { hour: 9, minute: 30 };
    expect(toInstant({ year: 2026, month: 7, day: 1 }, clock, german).toISOString()).toBe(
      "2026-07-01T07:30:00.000Z",
    );
    expect(toInstant({ year: 2026, month: 1, day: 1 }, clock, german).toISOString()).toBe(
      "2026-01-01T08:30:00.000Z",
    );
  });
});

describe("the change of the clocks", () => {
  const zone = "Europe/Berlin";

  it("an hour that does not exist lands within an hour of it", () => {
    const wall = { year: 2026, month: 3, day: 29, hour: 2, minute: 30 };
    expect([1, 3]).toContain(wallClock(fromWallClock(wall, zone), zone).hour);
  });

  it("every other hour of that day and of the autumn one comes back as it was", () => {
    for (const [month, day] of [
      [3, 29],
      [10, 25],
    ] as const) {
      for (const hour of [0, 1, 3, 4, 12, 23]) {
        const wall = { year: 2026, month, day, hour, minute: 15 };
        expect(wallClock(fromWallClock(wall, zone), zone)).toEqual(wall);
      }
    }
  });
});
