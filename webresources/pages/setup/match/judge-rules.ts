import { checkMatchRules, type RuleCheck } from "../../../../core/mapping/check/check-match-rules";
import type { DocumentProblem } from "../../../../core/mapping/document";
import type { MatchCondition } from "../../../../core/mapping/types";
import { validateMatchRules } from "../../../../core/mapping/validate-match-rules";
import type { Judging } from "../map/judge";
import type { MarkLevel } from "../ui/Mark";
import { isUnfinishedCondition, rulesIn, type DraftRule, type RulesDraft } from "./draft";

export interface RuleVerdict {
  readonly check: RuleCheck | undefined;
  readonly unfinished: boolean;
  readonly problems: readonly DocumentProblem[];
}

type Sides = Pick<Judging, "columns" | "fields"> & { readonly table: string };

/** The verdict on every rule: the check that the connector makes, here as one chooses. */
export function judgeRules(draft: RulesDraft, { columns, fields, table }: Sides): readonly RuleVerdict[] {
  const rules = rulesIn(draft);
  const checks = checkMatchRules(rules, columns, fields);
  const problems = validateMatchRules(rules, table);
  return draft.map(({ conditions }, at) => {
    const unfinished = conditions.some(isUnfinishedCondition);
    return {
      unfinished,
      check: unfinished ? undefined : checks[at],
      problems: unfinished ? [] : problems.filter(({ line }) => line === String(at + 1)),
    };
  });
}

/** What keeps rules from being saved; what is merely yellow doesn't. */
export const ruleBreaks = ({ check, problems, unfinished }: RuleVerdict): boolean =>
  unfinished || problems.length > 0 || check?.level === "unsupported";

export const levelOfRule = ({ check, problems, unfinished }: RuleVerdict): MarkLevel =>
  unfinished ? "unfinished" : problems.length > 0 ? "unsupported" : (check?.level ?? "unfinished");

/** How a rule would do with a condition changed; undefined while it would lack something. */
export function wouldRule(
  rule: DraftRule,
  at: number,
  to: Partial<MatchCondition>,
  sides: Sides,
): MarkLevel | undefined {
  const conditions = rule.conditions.map((each, index) => (index === at ? { ...each, ...to } : each));
  const [verdict] = judgeRules([{ ...rule, conditions }], sides);
  return verdict!.unfinished ? undefined : levelOfRule(verdict!);
}
