import type { LookupValue, StoredValue } from "../../contracts";
import { compositeAddress, fullName } from "./names";

type Values = Readonly<Record<string, StoredValue>>;
type Derive = (values: Values) => Record<string, StoredValue>;

/** The read-only twins of `parentcustomerid`: which of the two kinds it is. */
const parentTwins: Derive = (values) => {
  const parent = values["parentcustomerid"] as LookupValue | null | undefined;
  return {
    accountid: parent?.table === "account" ? parent : null,
    parentcontactid: parent?.table === "contact" ? parent : null,
  };
};

/** Columns the platform computes from others whenever a row is written. */
const RULES: Readonly<Record<string, readonly (readonly [changed: RegExp, derive: Derive])[]>> = {
  contact: [
    [/^(firstname|lastname)$/, fullName],
    [/^address1_/, (values) => compositeAddress(values, 1)],
    [/^address2_/, (values) => compositeAddress(values, 2)],
    [/^parentcustomerid$/, parentTwins],
  ],
  lead: [
    [/^(firstname|lastname)$/, fullName],
    [/^address1_/, (values) => compositeAddress(values, 1)],
    [/^address2_/, (values) => compositeAddress(values, 2)],
  ],
  account: [
    [/^address1_/, (values) => compositeAddress(values, 1)],
    [/^address2_/, (values) => compositeAddress(values, 2)],
  ],
  systemuser: [[/^(firstname|lastname)$/, fullName]],
};

/** What follows from `changes`; `all` is the whole row with the changes in it. */
export const derivedValues = (table: string, changes: Values, all: Values): Record<string, StoredValue> => {
  const rules = RULES[table];
  if (rules === undefined) return {};
  const names = Object.keys(changes);
  const result: Record<string, StoredValue> = {};
  for (const [changed, derive] of rules) {
    if (names.some((name) => changed.test(name))) Object.assign(result, derive(all));
  }
  return result;
};
