import * as React from "react";
import { Button } from "@fluentui/react-components";
import { ArrowDownload20Regular, Eye20Regular } from "@fluentui/react-icons";
import { previewSync, type Previewed } from "../data/preview-sync";
import type { PeopleMapping } from "../data/people";
import { usePage } from "../page-context";
import { OutcomeBar } from "../runs/OutcomeBar";
import { RecordList } from "../runs/RecordList";
import { saveCsv } from "../ui/csv";
import { Problem } from "../ui/Problem";
import { useWatched } from "../ui/use-watched";
import { Watching } from "../ui/Watching";
import { previewLines } from "./preview-lines";

interface Props {
  readonly mapping: PeopleMapping;
  /** What is typed is not saved yet: it would not count. */
  readonly dirty: boolean;
}

/** What the first sync would do, on real records and before anything is written: counts by outcome, and records field by field. */
export const PreviewSync: React.FC<Props> = ({ dirty, mapping }) => {
  const page = usePage();
  const { t } = page;
  const { cancel, start, state } = useWatched<Previewed>();
  const running = state.kind === "running";
  const look = () => void start((options) => previewSync(page, mapping.id, options));
  const from = mapping.toSystemOnly ? "Dynamics" : mapping.connectionName;
  return (
    <section className="ws-card" aria-labelledby="preview" aria-busy={running}>
      <div className="ws-try-head">
        <div className="ws-grow">
          <h2 id="preview">{t("Preview")}</h2>
          <p className="ws-subtle">{t("Preview_Text", from)}</p>
        </div>
        {running ? (
          <Button onClick={cancel}>{t("Cancel")}</Button>
        ) : (
          <Button icon={<Eye20Regular />} disabledFocusable={dirty} onClick={() => !dirty && look()}>
            {t(state.kind === "done" ? "Preview_Again" : "Preview_Show")}
          </Button>
        )}
      </div>
      {dirty ? <p className="ws-subtle">{t("Preview_Save_First")}</p> : null}
      <Watching label={t("Preview")} state={state} />
      {state.kind === "failed" ? <Problem error={state.error} onRetry={look} /> : null}
      {state.kind === "done" ? <Shown mapping={mapping} previewed={state.value} /> : null}
    </section>
  );
};

const Shown: React.FC<{ readonly mapping: PeopleMapping; readonly previewed: Previewed }> = ({
  mapping,
  previewed,
}) => {
  const page = usePage();
  const { formats, t } = page;
  const { about, counts, records } = previewed;
  const number = formats.number;
  const save = () => saveCsv("wave-sync-preview.csv", previewLines(page, records));
  return (
    <>
      <p role="status">
        {t(about.more ? "Preview_Of_First" : "Preview_Of_All", number(about.looked))}
        {about.comparedWith === undefined ? null : (
          <> {t("Try_Compared_With", number(about.comparedWith), mapping.connectionName)}</>
        )}
      </p>
      <OutcomeBar counts={counts} would />
      {records.length > 0 ? (
        <>
          <div className="ws-try-head">
            <p className="ws-subtle ws-grow">
              {records.length < about.looked ? t("Preview_Shown", number(records.length)) : null}
            </p>
            <Button appearance="subtle" icon={<ArrowDownload20Regular />} onClick={save}>
              {t("Preview_Csv")}
            </Button>
          </div>
          <RecordList
            records={records}
            table={mapping.table}
            says={({ outcome }) => t(`Would_${outcome}`)}
            isNew={({ outcome }) => outcome === "created"}
          />
        </>
      ) : null}
    </>
  );
};
