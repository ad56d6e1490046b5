import * as React from "react";
import { ProgressBar } from "@fluentui/react-components";
import { usePage } from "../page-context";
import type { Watched } from "./use-watched";

interface Props {
  /** What is done, for whoever hears the bar. */
  readonly label: string;
  readonly state: Watched<unknown>;
}

/** How far the connector is with what it was asked for; nothing before and after. */
export const Watching: React.FC<Props> = ({ label, state }) => {
  const { formats, t } = usePage();
  if (state.kind !== "running") return null;
  const { done, total } = state;
  return (
    <div className="ws-run" role="status">
      <div className="ws-run-words">
        <span>
          {total === 0 ? t("Try_Reading") : t("Try_Progress", formats.number(done), formats.number(total))}
        </span>
      </div>
      <ProgressBar aria-label={label} {...(total > 0 && done > 0 ? { value: done, max: total } : {})} />
    </div>
  );
};
