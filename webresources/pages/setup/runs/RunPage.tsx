import * as React from "react";
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  MessageBarTitle,
} from "@fluentui/react-components";
import { ArrowClockwise20Regular, ArrowUndo20Regular, Play20Regular } from "@fluentui/react-icons";
import { totalOf } from "../../../../core/operation/counts";
import { canBeUndone, isUnderWay, readRun, type RunRow } from "../data/runs";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useEvery } from "../ui/use-every";
import { useLoaded } from "../ui/use-loaded";
import { useMayRun } from "../ui/use-may-run";
import { OutcomeBar } from "./OutcomeBar";
import { RunBadge } from "./RunBadge";
import { RunFacts } from "./RunFacts";
import { RunIssues } from "./RunIssues";
import { RunProgress } from "./RunProgress";
import { RunRecords } from "./RunRecords";
import { lookAgainMs, titleOf } from "./run-words";
import { UndoPanel } from "./UndoPanel";
import { useRunWork } from "./use-run-work";

/** One run: how far it is, what became of the records, what it wrote, and the way back. */
export const RunPage: React.FC<{ readonly runId: string }> = ({ runId }) => {
  const page = usePage();
  const { send, t } = page;
  const loaded = useLoaded(runId, () => readRun(send, runId));
  const run = loaded.value;
  useEvery(lookAgainMs(run ? [run] : []), loaded.reload);
  const [undoing, setUndoing] = React.useState(false);
  const mayRun = useMayRun();
  return (
    <Layout
      title={run ? titleOf(run, page) : t("Run")}
      subtitle={run ? <RunBadge status={run.status} /> : undefined}
      current="run"
      back={{ label: t("Runs"), route: { page: "runs" } }}
      actions={
        <>
          <Button appearance="subtle" icon={<ArrowClockwise20Regular />} onClick={() => void loaded.reload()}>
            {t("Refresh")}
          </Button>
          {run && mayRun && canBeUndone(run) ? (
            <Button
              icon={<ArrowUndo20Regular />}
              aria-expanded={undoing}
              onClick={() => setUndoing(!undoing)}
            >
              {t("Undo_Open")}
            </Button>
          ) : null}
        </>
      }
    >
      {loaded.error ? (
        <Problem error={loaded.error} needs="Operator" onRetry={() => void loaded.reload()} />
      ) : null}
      {!run && loaded.loading ? <Skeleton label={t("Loading")} cards={1} /> : null}
      {run ? (
        <div className="ws-stack">
          {isUnderWay(run) ? (
            <div className="ws-card ws-run-card">
              <RunProgress run={run} name={run.mappingName || run.connectionName} onAsked={loaded.reload} />
            </div>
          ) : (
            <End run={run} mayRun={mayRun} onAsked={loaded.reload} />
          )}
          {undoing ? (
            <UndoPanel run={run} onClose={() => setUndoing(false)} onUndone={loaded.reload} />
          ) : null}
          <section className="ws-card" aria-labelledby="run-outcome">
            <h2 id="run-outcome">{t("Run_Outcome")}</h2>
            <OutcomeBar counts={run.counts} total={isUnderWay(run) ? run.total : 0} whole />
            <RunFacts run={run} />
          </section>
          <RunIssues runId={run.id} at={totalOf(run.counts)} />
          <RunRecords run={run} />
        </div>
      ) : null}
    </Layout>
  );
};

const INTENTS = {
  Failed: "error",
  SucceededWithWarnings: "warning",
  Canceled: "info",
  Undone: "info",
} as const;

interface EndProps {
  readonly run: RunRow;
  readonly mayRun: boolean;
  readonly onAsked: () => Promise<void>;
}

/** What there is to say of its end, and what to do about it; nothing where all went well. */
const End: React.FC<EndProps> = ({ mayRun, onAsked, run }) => {
  const { formats, t } = usePage();
  const work = useRunWork(run.id, false, onAsked);
  const { status } = run;
  if (status === "Succeeded" || status === "Queued" || status === "Running") return null;
  const stopped = status === "Canceled";
  const done = totalOf(run.counts);
  const far =
    run.total > done
      ? t("Run_Stopped_Of", formats.number(done), formats.number(run.total))
      : t("Run_Stopped_After", formats.number(done));
  return (
    <>
      <MessageBar intent={INTENTS[status]} layout="multiline">
        <MessageBarBody>
          <MessageBarTitle>{stopped ? far : t(`RunEnd_${status}`)}</MessageBarTitle>{" "}
          {stopped ? t("Run_Stopped_Text") : run.message}
        </MessageBarBody>
        {stopped && mayRun && run.kind !== "Undo" ? (
          <MessageBarActions>
            <Button
              icon={<Play20Regular />}
              disabledFocusable={work.asked !== undefined}
              onClick={work.asked ? undefined : () => work.ask("resume")}
            >
              {t("Run_Resume")}
            </Button>
          </MessageBarActions>
        ) : null}
        {status === "Failed" ? (
          <MessageBarActions>
            <a href={hrefOf({ page: "home" })}>{t("Run_To_Home")}</a>
          </MessageBarActions>
        ) : null}
      </MessageBar>
      {work.error ? <Problem error={work.error} needs="Operator" /> : null}
    </>
  );
};
