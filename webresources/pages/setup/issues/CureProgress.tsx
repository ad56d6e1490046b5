import * as React from "react";
import { Button, MessageBar, MessageBarBody, MessageBarTitle, ProgressBar } from "@fluentui/react-components";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import type { Cure } from "./use-cure";

/** How far it has come, with a way to stop; then, what came of it. */
export const CureProgress: React.FC<{ readonly cure: Cure; readonly onCancel: () => void }> = ({
  cure,
  onCancel,
}) => {
  const { formats, t } = usePage();
  const { done, ended, kind, total } = cure;
  if (ended) return <CureEnd cure={cure} />;
  return (
    <div className="ws-run">
      <div className="ws-run-words">
        <strong>{t(`Curing_${kind}`)}</strong>
        <span>{t("Run_Of", formats.number(done), formats.number(total))}</span>
        <Button size="small" onClick={onCancel}>
          {t("Stop")}
        </Button>
      </div>
      <ProgressBar aria-label={t(`Curing_${kind}`)} thickness="large" value={total > 0 ? done / total : 0} />
    </div>
  );
};

/** What came of an answer to all issues of a cause. @param title what the cause is called, where it is not said beside */
export const CureEnd: React.FC<{ readonly cure: Cure; readonly title?: string }> = ({ cure, title }) => {
  const { formats, t } = usePage();
  const { done, error, kind, settled, total } = cure;
  const open = done - settled;
  const count = (number: number) => (number === 1 ? 1 : formats.number(number));
  return (
    <div role="status">
      {error ? <Problem error={error} needs="Operator" /> : null}
      <MessageBar intent={open > 0 || done < total ? "warning" : "success"} layout="multiline">
        <MessageBarBody>
          {title === undefined ? null : <MessageBarTitle>{title}</MessageBarTitle>}{" "}
          {t(`Cured_${kind}`, formats.number(settled), formats.number(total))}
          {open > 0 ? ` ${t("Cure_Still_Open", count(open))}` : ""}
          {done < total ? ` ${t("Cure_Stopped", count(total - done))}` : ""}
        </MessageBarBody>
      </MessageBar>
    </div>
  );
};
