import * as React from "react";
import { Button, ProgressBar } from "@fluentui/react-components";
import { Beaker20Regular } from "@fluentui/react-icons";
import type { MappingRow } from "../data/mapping";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
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
  const { formats, t } = usePage();
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
      {state.kind === "running" ? (
        <div className="ws-run" role="status">
          <div className="ws-run-words">
            <span>
              {state.total === 0
                ? t("Try_Reading")
                : t("Try_Progress", formats.number(state.done), formats.number(state.total))}
            </span>
          </div>
          <ProgressBar
            aria-label={t("Try_It")}
            {...(state.total > 0 && state.done > 0 ? { value: state.done, max: state.total } : {})}
          />
        </div>
      ) : null}
      {state.kind === "failed" ? (
        <Problem
          error={state.error}
          {...(document === null ? {} : { onRetry: () => void trial.start(document) })}
        />
      ) : null}
      {state.kind === "done" ? (
        <TrialResult
          trial={state.trial}
          stale={trial.document !== document}
          system={mapping.connectionName}
        />
      ) : null}
    </section>
  );
};
