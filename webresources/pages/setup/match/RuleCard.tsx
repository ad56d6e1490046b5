import * as React from "react";
import { Badge, Button } from "@fluentui/react-components";
import { Add16Regular, ArrowDown20Regular, ArrowUp20Regular, Delete20Regular } from "@fluentui/react-icons";
import { checkInWords, documentProblemInWords } from "../../../../core/issues/in-words";
import type { Judging } from "../map/judge";
import { usePage } from "../page-context";
import { Mark } from "../ui/Mark";
import { ConditionRow } from "./ConditionRow";
import type { DraftRule, RulesAction } from "./draft";
import { levelOfRule, type RuleVerdict } from "./judge-rules";

interface Props {
  readonly rule: DraftRule;
  readonly place: { readonly at: number; readonly of: number };
  readonly verdict: RuleVerdict;
  /** Somebody has tried to save: what is unfinished says so. */
  readonly complain: boolean;
  /** How many the rule would link, where it has been tried as it stands. */
  readonly found: number | undefined;
  readonly by: Judging & { readonly table: string };
  readonly system: string;
  readonly change: (action: RulesAction) => void;
}

/** One rule: all of its conditions have to hold. */
export const RuleCard: React.FC<Props> = (props) => {
  const { by, change, complain, found, place, rule, system, verdict } = props;
  const { formats, t } = usePage();
  const { at } = place;
  const name = t("Rule_Number", at + 1);
  return (
    <li className="ws-match-rule" tabIndex={-1} aria-label={name} data-or={t("Or")}>
      <div className="ws-match-head">
        <Mark level={levelOfRule(verdict)} />
        <h3>{name}</h3>
        {found === undefined ? null : (
          <Badge appearance="tint" color={found > 0 ? "success" : "informative"}>
            {t("Rule_Found", formats.number(found))}
          </Badge>
        )}
        <span className="ws-grow" />
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowUp20Regular />}
          disabled={at === 0}
          aria-label={t("Move_Up_Of", name)}
          onClick={() => change({ type: "moveRule", at, by: -1 })}
        />
        <Button
          appearance="subtle"
          size="small"
          icon={<ArrowDown20Regular />}
          disabled={at === place.of - 1}
          aria-label={t("Move_Down_Of", name)}
          onClick={() => change({ type: "moveRule", at, by: 1 })}
        />
        <Button
          appearance="subtle"
          size="small"
          icon={<Delete20Regular />}
          aria-label={t("Take_Off", name)}
          onClick={() => change({ type: "removeRule", at })}
        />
      </div>
      <ul className="ws-conditions">
        {rule.conditions.map((condition, index) => (
          <ConditionRow
            key={index}
            rule={rule}
            at={index}
            number={at + 1}
            condition={condition}
            by={by}
            system={system}
            onChange={(to) => change({ type: "change", at, condition: index, to })}
            onRemove={() => change({ type: "removeCondition", at, condition: index })}
          />
        ))}
      </ul>
      <Button
        appearance="subtle"
        size="small"
        icon={<Add16Regular />}
        aria-label={t("Add_Condition_Of", name)}
        onClick={() => change({ type: "addCondition", at })}
      >
        {t("Add_Condition")}
      </Button>
      <Reasons verdict={verdict} complain={complain} />
    </li>
  );
};

/** Why it is not blue, in words. */
const Reasons: React.FC<Pick<Props, "verdict" | "complain">> = ({ complain, verdict }) => {
  const { t, texts } = usePage();
  const { check, problems, unfinished } = verdict;
  const words = [
    ...(unfinished && complain ? [t("Rule_Unfinished")] : []),
    ...problems.map((problem) => {
      const { message, nextStep } = documentProblemInWords(problem, texts);
      return `${message} ${nextStep}`;
    }),
    ...(check && check.level !== "supported" ? [checkInWords(check, texts)] : []),
  ];
  return words.length === 0 ? null : (
    <p className="ws-reason" data-level={levelOfRule(verdict)}>
      {words.join(" ")}
    </p>
  );
};
