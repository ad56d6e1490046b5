import * as React from "react";
import { Button, ProgressBar, Spinner } from "@fluentui/react-components";
import { Stop20Regular } from "@fluentui/react-icons";
import { totalOf } from "../../../../core/operation/counts";
import type { OutcomeCounts } from "../../../../core/outcome";
import { isUnderWay, type RunState } from "../data/runs";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import { useMayRun } from "../ui/use-may-run";
import { useRunWork } from "./use-run-work";

/** Steps in which progress is told to whoever listens: each tenth. */
const TENTHS = 10;

interface Props {
  readonly run: {
    readonly id: string;
    readonly status: RunState;
    readonly expectedOn: string;
    readonly total: number;
    readonly counts: OutcomeCounts;
  };
  readonly name: string;
  readonly onAsked: () => Promise<void>;
}

/** A run under way: how many of how many, when it will have ended, and the way to stop it. */
export const RunProgress: React.FC<Props> = ({ name, onAsked, run }) => {
  const { formats, t } = usePage();
  const mayRun = useMayRun();
  const work = useRunWork(run.id, isUnderWay(run), onAsked);
  const done = totalOf(run.counts);
  const share = run.total > 0 ? Math.min(1, done / run.total) : undefined;
  const progress =
    run.total > 0
      ? t("Run_Of", formats.number(done), formats.number(run.total))
      : t("Run_Done", formats.number(done));
  const ends = run.expectedOn ? ` · ${t("Run_Ends", formats.ago(run.expectedOn))}` : "";
  const label = t("Run_Progress", name);
  const stopping = work.asked === "stop";
  return (
    <div className="ws-run">
      <div className="ws-run-words">
        <strong>{label}</strong>
        <span className="ws-grow">
          {progress}
          {ends}
        </span>
        {mayRun ? (
          <Button
            size="small"
            icon={stopping ? <Spinner size="extra-tiny" role="presentation" /> : <Stop20Regular />}
            {...(stopping ? {} : { "aria-label": t("Run_Stop_Of", name) })}
            disabledFocusable={stopping}
            onClick={stopping ? undefined : () => work.ask("stop")}
          >
            {t(stopping ? "Run_Stopping" : "Run_Stop")}
          </Button>
        ) : null}
      </div>
      <ProgressBar aria-label={label} thickness="large" {...(share === undefined ? {} : { value: share })} />
      {stopping ? <p className="ws-subtle">{t("Run_Stopping_Text")}</p> : null}
      {work.error ? <Problem error={work.error} needs="Operator" /> : null}
      <span className="ws-hidden" role="status">
        {stopping
          ? t("Run_Stopping")
          : share === undefined
            ? label
            : t("Run_Percent", name, Math.floor(share * TENTHS) * TENTHS)}
      </span>
    </div>
  );
};
