import type { Operator } from "../types";
import { conditionInvalid } from "../../errors";
import { add, last, next, startOf, whole, type Period, type Unit } from "./periods";

/** Operators about time (docs: query functions, FetchXML operators). Now is the kernel's clock, in UTC. */

const within =
  (period: (now: Date, count: number, value: string) => Period): Operator =>
  ({ access, values, scope }) => {
    const value = String(values[0] ?? "");
    const { from, to } = period(scope.kernel.now(), Number(values[0] ?? 1), value);
    return (subject) => {
      const stored = access(subject);
      if (typeof stored !== "string") return false;
      const time = Date.parse(stored);
      return time >= from.getTime() && time < to.getTime();
    };
  };

const MIN = new Date(-8_640_000_000_000_000);
const MAX = new Date(8_640_000_000_000_000);

const day = (value: string): Date => {
  const moment = new Date(value);
  if (Number.isNaN(moment.getTime())) throw conditionInvalid(`The date-time format for ${value} is invalid.`);
  return startOf(moment, "day");
};

const unitOperators = (unit: Unit, name: string): Record<string, Operator> => ({
  [`last-x-${name}s`]: within((now, count) => last(now, unit, count)),
  [`next-x-${name}s`]: within((now, count) => next(now, unit, count)),
  [`olderthan-x-${name}s`]: within((now, count) => ({ from: MIN, to: add(now, unit, -count) })),
});

const wholeOperators = (unit: Unit): Record<string, Operator> => ({
  [`this-${unit}`]: within((now) => whole(now, unit, 0)),
  [`last-${unit}`]: within((now) => whole(now, unit, -1)),
  [`next-${unit}`]: within((now) => whole(now, unit, 1)),
});

export const dateOperators: Readonly<Record<string, Operator>> = {
  today: within((now) => whole(now, "day", 0)),
  yesterday: within((now) => whole(now, "day", -1)),
  tomorrow: within((now) => whole(now, "day", 1)),
  "last-seven-days": within((now) => last(now, "day", 7)),
  "next-seven-days": within((now) => next(now, "day", 7)),
  on: within((_now, _count, value) => ({ from: day(value), to: add(day(value), "day", 1) })),
  "on-or-after": within((_now, _count, value) => ({ from: day(value), to: MAX })),
  "on-or-before": within((_now, _count, value) => ({ from: MIN, to: add(day(value), "day", 1) })),
  ...unitOperators("hour", "hour"),
  ...unitOperators("day", "day"),
  ...unitOperators("week", "week"),
  ...unitOperators("month", "month"),
  ...unitOperators("year", "year"),
  ...wholeOperators("week"),
  ...wholeOperators("month"),
  ...wholeOperators("year"),
  "olderthan-x-minutes": within((now, count) => ({
    from: MIN,
    to: new Date(now.getTime() - count * 60_000),
  })),
};
