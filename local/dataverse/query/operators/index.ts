import type { Operator } from "../types";
import { equal, greater, greaterOrEqual, isNotNull, isNull, less, lessOrEqual, notEqual } from "./compare";
import { dateOperators } from "./dates";
import { between, containValues, isIn, sameValues } from "./sets";
import { beginsWith, endsWith, like, not } from "./text";
import { equalBusinessId, equalUserId, equalUserOrUserTeams, equalUserTeams } from "./user";

/** Choices with several values compare as sets. */
const orSet =
  (single: Operator, set: Operator): Operator =>
  (condition) =>
    condition.column.type === "MultiSelectPicklist" ? set(condition) : single(condition);

/** Every operator the local Dataverse knows, under its FetchXML name. What is missing answers 501. */
export const operators: Readonly<Record<string, Operator>> = {
  eq: orSet(equal, sameValues),
  ne: orSet(notEqual, not(sameValues)),
  neq: orSet(notEqual, not(sameValues)),
  gt: greater,
  ge: greaterOrEqual,
  lt: less,
  le: lessOrEqual,
  null: isNull,
  "not-null": isNotNull,
  like,
  "not-like": not(like),
  "begins-with": beginsWith,
  "not-begin-with": not(beginsWith),
  "ends-with": endsWith,
  "not-end-with": not(endsWith),
  in: orSet(isIn, sameValues),
  "not-in": orSet(not(isIn), not(sameValues)),
  between,
  "not-between": not(between),
  "contain-values": containValues,
  "not-contain-values": not(containValues),
  "eq-userid": equalUserId,
  "ne-userid": not(equalUserId),
  "eq-businessid": equalBusinessId,
  "ne-businessid": not(equalBusinessId),
  "eq-userteams": equalUserTeams,
  "eq-useroruserteams": equalUserOrUserTeams,
  ...dateOperators,
};
