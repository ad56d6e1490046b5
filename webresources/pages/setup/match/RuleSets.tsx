import * as React from "react";
import { Badge, Radio, RadioGroup } from "@fluentui/react-components";
import { usePage } from "../page-context";
import type { RuleSet } from "./rules";
import { rulesInWords } from "./words";

interface Props {
  readonly sets: readonly RuleSet[];
  /** Key of the set that the rules are now; undefined where they are the admin's own. */
  readonly chosen: string | undefined;
  readonly system: string;
  readonly onChoose: (set: RuleSet) => void;
}

const OWN = "own";

/** Ready-made rules: one click instead of a dozen. */
export const RuleSets: React.FC<Props> = ({ chosen, onChoose, sets, system }) => {
  const { t } = usePage();
  return (
    <section className="ws-panel" aria-labelledby="ws-sets">
      <h2 id="ws-sets">{t("Sets")}</h2>
      <p className="ws-subtle">{t("Sets_Text", system)}</p>
      <RadioGroup
        className="ws-sets"
        aria-labelledby="ws-sets"
        value={chosen ?? OWN}
        onChange={(_event, { value }) => {
          const set = sets.find(({ key }) => key === value);
          if (set) onChoose(set);
        }}
      >
        {sets.map((set) => (
          <Radio
            key={set.key}
            value={set.key}
            label={
              <span className="ws-set">
                <span className="ws-set-name">
                  {t(`Set_${set.key}`, system)}
                  {set.recommended ? (
                    <Badge appearance="tint" color="brand">
                      {t("Recommended")}
                    </Badge>
                  ) : null}
                </span>
                <span className="ws-subtle">{rulesInWords(set.rules, t)}</span>
              </span>
            }
          />
        ))}
        <Radio
          value={OWN}
          label={
            <span className="ws-set">
              <span className="ws-set-name">{t("Set_own")}</span>
              <span className="ws-subtle">{t("Set_own_Text")}</span>
            </span>
          }
        />
      </RadioGroup>
    </section>
  );
};
