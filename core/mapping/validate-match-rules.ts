import type { DocumentProblem } from "./document";
import type { MatchCondition, MatchRules } from "./types";

/** Columns and fields that hold e-mail addresses, by name: comparing them exactly is still comparing an address. */
const EMAIL_NAME = /e-?mail/i;

/**
 * Match rules that would join the wrong people are refused. An e-mail address is shared by couples, offices and
 * "info@": alone it is nobody's identity. Of a person, its domain is even less; of an account, a domain is a fair mark.
 */
export function validateMatchRules(rules: MatchRules, table: string): readonly DocumentProblem[] {
  if (rules.length === 0) return [{ document: "matchRules", fault: "noGroups", path: "groups", params: {} }];
  return rules.flatMap((group, index): readonly DocumentProblem[] => {
    const at = {
      document: "matchRules",
      line: String(index + 1),
      path: `groups.${index}`,
      params: {},
    } as const;
    if (group.length === 0) return [{ ...at, fault: "emptyGroup" }];
    return group.every((condition) => isEmail(condition, table)) ? [{ ...at, fault: "emailAlone" }] : [];
  });
}

function isEmail(condition: MatchCondition, table: string): boolean {
  const byDomain = condition.comparison === "domain" || condition.comparison === "domainWithoutEnding";
  if (byDomain) return table !== "account";
  return (
    condition.comparison === "email" ||
    EMAIL_NAME.test(condition.systemField) ||
    EMAIL_NAME.test(condition.column)
  );
}
