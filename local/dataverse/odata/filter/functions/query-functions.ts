/** Dynamics' query functions by the operator they stand for (docs: Web API query function reference). */

interface QueryFunction {
  readonly operator: string;
  /** `none`: PropertyName only; `one`: PropertyValue; `list`: PropertyValues; `pair`: PropertyValue1 and 2. */
  readonly operands: "none" | "one" | "list" | "pair";
}

const none = (operator: string): QueryFunction => ({ operator, operands: "none" });
const one = (operator: string): QueryFunction => ({ operator, operands: "one" });
const list = (operator: string): QueryFunction => ({ operator, operands: "list" });

const UNITS = ["Hours", "Days", "Weeks", "Months", "Years"] as const;
const WHOLES = ["Week", "Month", "Year"] as const;

export const QUERY_FUNCTIONS: Readonly<Record<string, QueryFunction>> = {
  In: list("in"),
  NotIn: list("not-in"),
  Between: list("between"),
  NotBetween: list("not-between"),
  ContainValues: list("contain-values"),
  DoesNotContainValues: list("not-contain-values"),
  EqualUserId: none("eq-userid"),
  NotEqualUserId: none("ne-userid"),
  EqualBusinessId: none("eq-businessid"),
  NotEqualBusinessId: none("ne-businessid"),
  EqualUserTeams: none("eq-userteams"),
  EqualUserOrUserTeams: none("eq-useroruserteams"),
  Today: none("today"),
  Yesterday: none("yesterday"),
  Tomorrow: none("tomorrow"),
  Last7Days: none("last-seven-days"),
  Next7Days: none("next-seven-days"),
  On: one("on"),
  OnOrAfter: one("on-or-after"),
  OnOrBefore: one("on-or-before"),
  OlderThanXMinutes: one("olderthan-x-minutes"),
  ...Object.fromEntries(
    UNITS.flatMap((unit) => [
      [`LastX${unit}`, one(`last-x-${unit.toLowerCase()}`)],
      [`NextX${unit}`, one(`next-x-${unit.toLowerCase()}`)],
      [`OlderThanX${unit}`, one(`olderthan-x-${unit.toLowerCase()}`)],
    ]),
  ),
  ...Object.fromEntries(
    WHOLES.flatMap((unit) => [
      [`This${unit}`, none(`this-${unit.toLowerCase()}`)],
      [`Last${unit}`, none(`last-${unit.toLowerCase()}`)],
      [`Next${unit}`, none(`next-${unit.toLowerCase()}`)],
    ]),
  ),
};
