import * as React from "react";
import { Button, Spinner } from "@fluentui/react-components";
import type { RecordResult } from "../../../../core/operation/types";
import { asClientError, type ClientError } from "../../../client";
import { lookAtRun } from "../data/run-work";
import { tellsWhatItWrote, type RunRow } from "../data/runs";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import { useMayRun } from "../ui/use-may-run";
import { RecordList } from "./RecordList";

/** What the run wrote, record by record; asked for on demand, since only the connector knows it. */
export const RunRecords: React.FC<{ readonly run: RunRow }> = ({ run }) => {
  const page = usePage();
  const { formats, t } = page;
  const mayRun = useMayRun();
  const [records, setRecords] = React.useState<readonly RecordResult[]>();
  const [total, setTotal] = React.useState(0);
  const [next, setNext] = React.useState<string | null>(null);
  const [busy, setBusy] = React.useState(false);
  const [error, setError] = React.useState<ClientError>();
  const { id, table } = run;
  if (!mayRun || !tellsWhatItWrote(run)) return null;
  const load = async () => {
    setBusy(true);
    setError(undefined);
    try {
      const asked = { runId: id, mode: "records" as const, ...(next ? { after: next } : {}) };
      const answer = await lookAtRun(page, asked);
      setRecords((before) => [...(before ?? []), ...answer.records]);
      setTotal(answer.runRecords?.total ?? 0);
      setNext(answer.runRecords?.next ?? null);
    } catch (thrown) {
      setError(asClientError(thrown));
    } finally {
      setBusy(false);
    }
  };
  return (
    <section className="ws-card" aria-labelledby="run-records">
      <h2 id="run-records">{t("Run_Records")}</h2>
      {records?.length === 0 ? <p className="ws-subtle">{t("Run_Records_None")}</p> : null}
      {records && records.length > 0 ? (
        <>
          <p className="ws-subtle">
            {t("Run_Records_Of", formats.number(records.length), formats.number(total))}
          </p>
          <RecordList records={records} table={table} says={({ outcome }) => t(`Counted_${outcome}`)} />
        </>
      ) : null}
      {error ? <Problem error={error} needs="Operator" onRetry={() => void load()} /> : null}
      {!records || next ? (
        <Button
          className="ws-start"
          disabledFocusable={busy}
          icon={busy ? <Spinner size="tiny" role="presentation" /> : null}
          onClick={busy ? undefined : () => void load()}
        >
          {t(records ? "Runs_More" : "Run_Records_Show")}
        </Button>
      ) : null}
    </section>
  );
};
