import * as React from "react";
import { Button } from "@fluentui/react-components";
import { Beaker20Regular } from "@fluentui/react-icons";
import type { MappingRow } from "../data/mapping";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import { Watching } from "../ui/Watching";
import { TrialResult } from "./TrialResult";
import type { Trial } from "./use-trial";

interface Props {
  readonly mapping: MappingRow;
  /** The rules as they stand; null while they cannot be tried. */
  readonly document: string | null;
  readonly trial: Trial;
}

/** How the rules as they stand would do, on real records. */
export const TryIt: React.FC<Props> = ({ document, mapping, trial }) => {
  const { t } = usePage();
  const { state } = trial;
  const running = state.kind === "running";
  const goes = mapping.direction === "toSystem";
  return (
    <section className="ws-panel" aria-labelledby="ws-try" aria-busy={running}>
      <div className="ws-try-head">
        <div className="ws-grow">
          <h2 id="ws-try">{t("Try_It")}</h2>
          <p className="ws-subtle">{t("Try_It_Text", goes ? "Dynamics" : mapping.connectionName)}</p>
        </div>
        {running ? (
          <Button onClick={trial.cancel}>{t("Cancel")}</Button>
        ) : (
          <Button
            icon={<Beaker20Regular />}
            disabledFocusable={document === null}
            onClick={() => void (document !== null && trial.start(document))}
          >
            {t(state.kind === "done" ? "Try_Again" : "Try_On_1000")}
          </Button>
        )}
      </div>
      {document === null ? <p className="ws-subtle">{t("Try_Not_Yet")}</p> : null}
      <Watching label={t("Try_It")} state={state} />
      {state.kind === "failed" ? (
        <Problem
          error={state.error}
          {...(document === null ? {} : { onRetry: () => void trial.start(document) })}
        />
      ) : null}
      {state.kind === "done" ? (
        <TrialResult
          trial={state.value}
          stale={trial.document !== document}
          system={mapping.connectionName}
        />
      ) : null}
    </section>
  );
};
