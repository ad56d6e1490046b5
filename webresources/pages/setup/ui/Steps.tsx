import * as React from "react";
import { usePage } from "../page-context";
import { hrefOf, type Route } from "../route";

/** The four steps in which a system is set up: page of each, and the key of its name. */
const STEPS = [
  ["connect", "Step_connect"],
  ["match", "Step_match"],
  ["mapping", "Step_map"],
  ["people", "Step_people"],
] as const;

export type StepPage = (typeof STEPS)[number][0];

export const isStep = (page: Route["page"]): page is StepPage => STEPS.some(([each]) => each === page);

interface Props {
  readonly current: StepPage;
  /** Left out before a system is connected: what comes after has nothing to show yet. */
  readonly mappingId?: string;
}

/** Where one is in the set-up. Every step may be opened at any time: the same pages serve whoever changes something later. */
export const Steps: React.FC<Props> = ({ current, mappingId }) => {
  const { t } = usePage();
  const at = STEPS.findIndex(([page]) => page === current);
  return (
    <nav aria-label={t("Steps")}>
      <ol className="ws-steps">
        {STEPS.map(([page, name], index) => {
          const label = (
            <>
              <span className="ws-step-number" aria-hidden="true">
                {index + 1}
              </span>
              <span>{t(name)}</span>
            </>
          );
          return (
            <li key={page} data-before={index < at}>
              {page === "connect" || mappingId ? (
                <a
                  href={hrefOf(page === "connect" ? { page } : { page, mappingId: mappingId ?? "" })}
                  {...(page === current ? { "aria-current": "step" as const } : {})}
                >
                  {label}
                </a>
              ) : (
                <span className="ws-step-later">
                  {label}
                  <span className="ws-hidden"> {t("Step_Later")}</span>
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </nav>
  );
};
