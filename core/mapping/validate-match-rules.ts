import type { DocumentProblem } from "./document";
import type { MatchRules } from "./types";
import { comparesOnlyDomains } from "./weak-group";

/**
 * Match rules that would join the wrong people are refused: of a person, the domain of an address says nothing; of an account, it
 * is a fair mark. An address alone is allowed, but weak ({@link ./weak-group}), and the check says so.
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
    return table !== "account" && comparesOnlyDomains(group) ? [{ ...at, fault: "domainAlone" }] : [];
  });
}
