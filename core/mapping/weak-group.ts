import type { MatchCondition } from "./types";

/** Columns and fields that hold email addresses, by name: comparing them exactly is still comparing an address. */
const EMAIL_NAME = /e-?mail/i;

/**
 * True for a group of match conditions that compares nothing but email addresses. Couples, offices and "info@" share one: such
 * a group joins two records only where nobody else on either side has the address.
 */
export function isWeakGroup(group: readonly MatchCondition[]): boolean {
  return group.some(isAddress) && group.every((condition) => isAddress(condition) || isDomain(condition));
}

/** True for a group that compares nothing but domains: all people of a company share them. */
export function comparesOnlyDomains(group: readonly MatchCondition[]): boolean {
  return group.length > 0 && group.every(isDomain);
}

function isDomain({ comparison }: MatchCondition): boolean {
  return comparison === "domain" || comparison === "domainWithoutEnding";
}

function isAddress(condition: MatchCondition): boolean {
  if (isDomain(condition)) return false;
  return (
    condition.comparison === "email" ||
    EMAIL_NAME.test(condition.systemField) ||
    EMAIL_NAME.test(condition.column)
  );
}
