import * as React from "react";
import { Button } from "@fluentui/react-components";
import { ArrowClockwise20Regular, History48Regular } from "@fluentui/react-icons";
import { readRuns, type RunRow } from "../data/runs";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { Empty, Skeleton } from "../ui/Empty";
import { Layout } from "../ui/Layout";
import { Problem } from "../ui/Problem";
import { useEvery } from "../ui/use-every";
import { useLoaded } from "../ui/use-loaded";
import { OutcomeBar } from "./OutcomeBar";
import { RunBadge } from "./RunBadge";
import { lengthOf, lookAgainMs, startedBy, titleOf } from "./run-words";

interface Props {
  readonly connectionId: string | undefined;
  /** "2026-11-30" */
  readonly day: string | undefined;
}

const PAGE = 25;

/** The latest runs: what asked for them, how they stand, and what became of the records. */
export const RunsPage: React.FC<Props> = ({ connectionId, day }) => {
  const { formats, send, t } = usePage();
  const [most, setMost] = React.useState(PAGE);
  const runs = useLoaded(`${connectionId} ${day} ${most}`, () => readRuns(send, { connectionId, day }, most));
  const kept = React.useRef<readonly RunRow[]>();
  kept.current = runs.value ?? kept.current;
  const shown = kept.current;
  useEvery(lookAgainMs(shown ?? []), runs.reload);
  const of = day ? formats.day(`${day}T12:00`) : connectionId ? shown?.[0]?.connectionName : undefined;
  return (
    <Layout
      title={of ? t("Runs_Of", of) : t("Runs")}
      subtitle={t("Runs_Subtitle")}
      current="runs"
      actions={
        <>
          <Button appearance="subtle" icon={<ArrowClockwise20Regular />} onClick={() => void runs.reload()}>
            {t("Refresh")}
          </Button>
          {connectionId || day ? <a href={hrefOf({ page: "runs" })}>{t("Runs_All")}</a> : null}
        </>
      }
    >
      {runs.error ? <Problem error={runs.error} needs="Operator" onRetry={() => void runs.reload()} /> : null}
      {!shown && runs.loading ? <Skeleton label={t("Loading")} cards={1} /> : null}
      {shown?.length === 0 ? (
        <Empty icon={<History48Regular />} title={t("Runs_Empty")} text={t("Runs_Empty_Text")} />
      ) : null}
      {shown && shown.length > 0 ? (
        <ul className="ws-run-rows" aria-label={t("Runs")}>
          {shown.map((run) => (
            <Row key={run.id} run={run} />
          ))}
        </ul>
      ) : null}
      {shown && shown.length === most ? (
        <Button appearance="subtle" onClick={() => setMost(most + 4 * PAGE)}>
          {t("Runs_More")}
        </Button>
      ) : null}
    </Layout>
  );
};

const Row: React.FC<{ readonly run: RunRow }> = ({ run }) => {
  const page = usePage();
  const { formats, t } = page;
  const length = lengthOf(run, page);
  return (
    <li className="ws-run-row">
      <div className="ws-run-what">
        <a href={hrefOf({ page: "run", runId: run.id })}>{titleOf(run, page)}</a>
        <p className="ws-subtle">
          {t("Run_Started_By", startedBy(run, page))}
          {run.connectionName ? ` · ${run.connectionName}` : ""}
        </p>
      </div>
      <div className="ws-run-when">
        <RunBadge status={run.status} />
        <p className="ws-subtle">
          {run.startedOn ? (
            <time dateTime={run.startedOn} title={formats.time(run.startedOn)}>
              {formats.ago(run.startedOn)}
            </time>
          ) : null}
          {length ? ` · ${length}` : ""}
        </p>
      </div>
      <OutcomeBar counts={run.counts} total={run.status === "Running" ? run.total : 0} />
    </li>
  );
};
