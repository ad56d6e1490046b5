import * as React from "react";
import { ProgressBar } from "@fluentui/react-components";
import { totalOf } from "../../../../core/operation/counts";
import type { HomeRun } from "../data/home";
import { usePage } from "../page-context";

/** Steps in which progress is told to whoever listens: each tenth. */
const TENTHS = 10;

/** A run under way: how many of how many, and when it will have ended. */
export const RunProgress: React.FC<{ readonly run: HomeRun; readonly name: string }> = ({ name, run }) => {
  const { formats, t } = usePage();
  const done = totalOf(run.counts);
  const share = run.total > 0 ? Math.min(1, done / run.total) : undefined;
  const progress =
    run.total > 0
      ? t("Run_Of", formats.number(done), formats.number(run.total))
      : t("Run_Done", formats.number(done));
  const ends = run.expectedOn ? ` · ${t("Run_Ends", formats.ago(run.expectedOn))}` : "";
  const label = t("Run_Progress", name);
  return (
    <div className="ws-run">
      <div className="ws-run-words">
        <strong>{label}</strong>
        <span>
          {progress}
          {ends}
        </span>
      </div>
      <ProgressBar aria-label={label} thickness="large" {...(share === undefined ? {} : { value: share })} />
      <span className="ws-hidden" role="status">
        {share === undefined ? label : t("Run_Percent", name, Math.floor(share * TENTHS) * TENTHS)}
      </span>
    </div>
  );
};
