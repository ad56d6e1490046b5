import type { LookupValue, StoredValue } from "../../contracts";
import type { Operator, QueryScope } from "../types";

/** Operators about who is asking. */

const idOf = (value: StoredValue | undefined): string | undefined =>
  typeof value === "string" ? value : ((value as LookupValue | null | undefined)?.id ?? undefined);

const oneOf =
  (ids: (scope: QueryScope) => readonly string[]): Operator =>
  ({ access, scope }) => {
    const wanted = new Set(ids(scope));
    return (subject) => wanted.has(idOf(access(subject)) ?? "");
  };

const userId = ({ context }: QueryScope): readonly string[] => [context.userId];

const businessUnit = ({ context, kernel, reader }: QueryScope): readonly string[] => {
  const unit = reader.get("systemuser", context.userId)?.values["businessunitid"] as LookupValue | undefined;
  return [unit?.id ?? kernel.organization.rootBusinessUnitId];
};

const teams = ({ context, reader }: QueryScope): readonly string[] =>
  reader.findBy("teammembership", "systemuserid", context.userId).map((row) => String(row.values["teamid"]));

export const equalUserId = oneOf(userId);
export const equalBusinessId = oneOf(businessUnit);
export const equalUserTeams = oneOf(teams);
export const equalUserOrUserTeams = oneOf((scope) => [...userId(scope), ...teams(scope)]);
