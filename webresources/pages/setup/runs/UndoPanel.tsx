import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle, ProgressBar } from "@fluentui/react-components";
import { ArrowUndo20Regular } from "@fluentui/react-icons";
import { ACTIVITIES } from "../../../../core/mapping/activities";
import { totalOf } from "../../../../core/operation/counts";
import type { Answer } from "../../../client";
import type { RunRow } from "../data/runs";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { Problem } from "../ui/Problem";
import { RecordList } from "./RecordList";
import { useUndo } from "./use-undo";

interface Props {
  readonly run: RunRow;
  readonly onClose: () => void;
  readonly onUndone: () => Promise<void>;
}

/** What would go back and what stays, and why; then, once somebody has said so, how far taking it back has come. */
export const UndoPanel: React.FC<Props> = ({ onClose, onUndone, run }) => {
  const { formats, t } = usePage();
  const undo = useUndo(run.id, onUndone);
  const heading = React.useRef<HTMLHeadingElement>(null);
  React.useEffect(() => heading.current?.focus(), []);
  const { error, phase, preview, progress } = undo;
  const working = phase === "looking" || phase === "undoing";
  return (
    <section className="ws-card ws-undo" aria-labelledby="undo-title">
      <h2 id="undo-title" ref={heading} tabIndex={-1}>
        {t("Undo_Title")}
      </h2>
      {working ? (
        <div className="ws-run" role="status">
          <div className="ws-run-words">
            <strong>{t(`Undo_${phase}`)}</strong>
            {progress && progress.total > 0 ? (
              <span>{t("Run_Of", formats.number(progress.done), formats.number(progress.total))}</span>
            ) : null}
          </div>
          <ProgressBar
            aria-label={t(`Undo_${phase}`)}
            thickness="large"
            {...(progress && progress.total > 0 ? { value: progress.done / progress.total } : {})}
          />
        </div>
      ) : null}
      {error ? <Problem error={error} needs="Operator" onRetry={undo.look} /> : null}
      {phase === "seen" && preview?.runRecords?.total === 0 ? <p>{t("Undo_None")}</p> : null}
      {phase === "seen" && preview && preview.runRecords?.total !== 0 ? (
        <Preview preview={preview} run={run} />
      ) : null}
      {phase === "undone" && undo.end ? <Undone end={undo.end} /> : null}
      <div className="ws-card-actions">
        {phase === "seen" && preview?.runRecords?.total !== 0 ? (
          <Button appearance="primary" icon={<ArrowUndo20Regular />} onClick={undo.start}>
            {t("Undo_Yes")}
          </Button>
        ) : null}
        <Button onClick={onClose}>{t(phase === "seen" ? "Cancel" : "Close")}</Button>
      </div>
    </section>
  );
};

const Preview: React.FC<{ readonly preview: Answer; readonly run: RunRow }> = ({ preview, run }) => {
  const { formats, t } = usePage();
  const { counts, records, runRecords } = preview;
  const seen = { total: 0, looked: 0, partly: 0, deactivated: 0, deleted: 0, ...runRecords };
  const isOfActivities = ACTIVITIES.has(run.table);
  const number = (value: number) => (value === 1 ? 1 : formats.number(value));
  const stays = records.filter(({ outcome, problem }) => outcome !== "updated" || problem);
  const back = records.filter((record) => !stays.includes(record));
  const kept = counts.skipped + seen.partly + counts.failed;
  return (
    <>
      <dl className="ws-undo-sums">
        <div data-outcome="updated">
          <dt>{t("Undo_Back")}</dt>
          <dd>
            <strong>{formats.number(counts.updated)}</strong>
            {seen.deactivated > 0 ? (
              <span className="ws-subtle">{t("Undo_Back_Deactivated", number(seen.deactivated))}</span>
            ) : null}
            {seen.deleted > 0 ? (
              <span className="ws-subtle">{t("Undo_Back_Deleted", number(seen.deleted))}</span>
            ) : null}
          </dd>
        </div>
        <div data-outcome="skipped">
          <dt>{t("Undo_Stay")}</dt>
          <dd>
            <strong>{formats.number(kept)}</strong>
            <span className="ws-subtle">{t(kept > 0 ? "Undo_Stay_Why" : "Undo_Stay_None")}</span>
          </dd>
        </div>
        {counts.unchanged > 0 ? (
          <div data-outcome="unchanged">
            <dt>{t("Undo_Same")}</dt>
            <dd>
              <strong>{formats.number(counts.unchanged)}</strong>
              <span className="ws-subtle">{t(isOfActivities ? "Undo_Same_Gone" : "Undo_Same_Why")}</span>
            </dd>
          </div>
        ) : null}
      </dl>
      {seen.looked < seen.total ? (
        <p>{t("Undo_Looked", formats.number(seen.looked), formats.number(seen.total))}</p>
      ) : null}
      <Some title={t("Undo_Stay")} records={stays} table={run.table} all={kept} says="Undo_Says_stays" />
      <Some
        title={t("Undo_Back")}
        records={back}
        table={run.table}
        all={counts.updated}
        says="Undo_Says_back"
      />
    </>
  );
};

interface SomeProps {
  readonly title: string;
  readonly records: Answer["records"];
  readonly table: string;
  readonly all: number;
  /** Key of what stands beside each. */
  readonly says: string;
}

const Some: React.FC<SomeProps> = ({ all, records, says, table, title }) => {
  const { formats, t } = usePage();
  if (records.length === 0) return null;
  return (
    <details>
      <summary>
        {t("Undo_Show", title, formats.number(records.length), formats.number(Math.max(all, records.length)))}
      </summary>
      <RecordList records={records} table={table} says={() => t(says)} />
    </details>
  );
};

const Undone: React.FC<{ readonly end: Answer }> = ({ end }) => {
  const { formats, t } = usePage();
  const { counts, problem, runIds, state } = end;
  const left = totalOf(counts) - counts.updated - counts.unchanged;
  return (
    <MessageBar intent={state === "succeeded" && left === 0 ? "success" : "warning"} layout="multiline">
      <MessageBarBody>
        <MessageBarTitle>
          {t("Undo_Done", formats.number(counts.updated + counts.unchanged), formats.number(totalOf(counts)))}
        </MessageBarTitle>{" "}
        {left > 0 && problem ? `${problem.message} ${problem.nextStep} ` : ""}
        {runIds[0] ? <a href={hrefOf({ page: "run", runId: runIds[0] })}>{t("Undo_Run")}</a> : null}
      </MessageBarBody>
    </MessageBar>
  );
};
