import type { SystemFieldInfo } from "../../../../core/mapping/system-fields";
import type { Comparison, MatchCondition, MatchRules } from "../../../../core/mapping/types";

/** Match rules as somebody edits them: conditions may be unfinished. A key says which rule is which while they are moved. */
export interface DraftRule {
  readonly key: number;
  readonly conditions: readonly MatchCondition[];
}
export type RulesDraft = readonly DraftRule[];

export type RulesAction =
  | { readonly type: "start"; readonly rules: MatchRules }
  | { readonly type: "addRule" }
  | { readonly type: "removeRule"; readonly at: number }
  | { readonly type: "moveRule"; readonly at: number; readonly by: -1 | 1 }
  | { readonly type: "addCondition"; readonly at: number }
  | { readonly type: "removeCondition"; readonly at: number; readonly condition: number }
  | {
      readonly type: "change";
      readonly at: number;
      readonly condition: number;
      readonly to: Partial<MatchCondition>;
    };

const EMPTY: MatchCondition = { systemField: "", column: "", comparison: "ignoreCase" };

let keys = 0;
const rule = (conditions: readonly MatchCondition[]): DraftRule => ({ key: ++keys, conditions });

export const draftOf = (rules: MatchRules): RulesDraft => rules.map(rule);
export const rulesIn = (draft: RulesDraft): MatchRules => draft.map(({ conditions }) => conditions);

export function changeRules(draft: RulesDraft, action: RulesAction): RulesDraft {
  const put = (at: number, conditions: readonly MatchCondition[]) =>
    draft.map((each, index) => (index === at ? { ...each, conditions } : each));
  switch (action.type) {
    case "start":
      return draftOf(action.rules);
    case "addRule":
      return [...draft, rule([EMPTY])];
    case "removeRule":
      return draft.filter((_rule, index) => index !== action.at);
    case "moveRule": {
      const to = action.at + action.by;
      const moved = draft[action.at];
      if (!moved || to < 0 || to >= draft.length) return draft;
      const rest = draft.filter((each) => each !== moved);
      return [...rest.slice(0, to), moved, ...rest.slice(to)];
    }
    case "addCondition":
      return put(action.at, [...draft[action.at]!.conditions, EMPTY]);
    case "removeCondition": {
      const conditions = draft[action.at]!.conditions.filter((_each, index) => index !== action.condition);
      // A rule without conditions would be one for everybody.
      return conditions.length === 0
        ? draft.filter((_rule, index) => index !== action.at)
        : put(action.at, conditions);
    }
    case "change":
      return put(
        action.at,
        draft[action.at]!.conditions.map((each, index) =>
          index === action.condition ? { ...each, ...action.to } : each,
        ),
      );
  }
}

export const isUnfinishedCondition = ({ column, systemField }: MatchCondition): boolean =>
  column === "" || systemField === "";

/** How a field of the system is compared, unless somebody says otherwise. */
export function usualComparison(field: Pick<SystemFieldInfo, "name" | "type"> | undefined): Comparison {
  switch (field?.type) {
    case "email":
    case "phone":
    case "url":
      return field.type;
    case "domains":
      return "domain";
    default:
      return field && /name|company/i.test(field.name) ? "name" : "ignoreCase";
  }
}
