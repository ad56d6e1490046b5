import * as React from "react";
import { Spinner } from "@fluentui/react-components";
import { CheckmarkCircle20Filled, CircleHint20Regular, DismissCircle20Filled } from "@fluentui/react-icons";
import { usePage } from "../page-context";
import type { CheckLine } from "./checks";

const ICONS = {
  ok: <CheckmarkCircle20Filled />,
  failed: <DismissCircle20Filled />,
  unknown: <CircleHint20Regular />,
  running: <Spinner size="extra-tiny" role="presentation" />,
};

/** What has to be right, line by line, each red one with its cure beside it. */
export const Checklist: React.FC<{ readonly lines: readonly CheckLine[] }> = ({ lines }) => {
  const { t } = usePage();
  const failed = lines.filter(({ state }) => state === "failed").length;
  return (
    <section className="ws-card" aria-labelledby="checks">
      <div className="ws-check-head">
        <h2 id="checks">{t("Checks")}</h2>
        <span className="ws-subtle" role="status">
          {failed > 0 ? t("Checks_Failed", failed) : ""}
        </span>
      </div>
      <ul className="ws-checks">
        {lines.map(({ id, problem, state, values }, at) => (
          <li key={at} data-state={state}>
            <span className="ws-check-icon" role="img" aria-label={t(`Check_State_${state}`)}>
              {ICONS[state]}
            </span>
            <div>
              <p>{problem ? problem.message : t(`Check_${id}_${state}`, ...values)}</p>
              {state === "failed" ? (
                <p className="ws-check-cure">
                  {problem ? problem.nextStep : t(`Check_${id}_cure`, ...values)}
                </p>
              ) : null}
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
};
