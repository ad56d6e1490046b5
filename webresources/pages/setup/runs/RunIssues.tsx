import * as React from "react";
import { Button } from "@fluentui/react-components";
import { readIssuesOfRun } from "../data/runs";
import { usePage } from "../page-context";
import { hrefOf } from "../route";
import { Problem } from "../ui/Problem";
import { RecordRows } from "../ui/RecordRows";
import { useLoaded } from "../ui/use-loaded";

const PAGE = 10;

/** What the run could not do by itself; nothing where there is nothing. @param at how far the run is: it may have met more by then */
export const RunIssues: React.FC<{ readonly runId: string; readonly at: number }> = ({ at, runId }) => {
  const { send, t } = usePage();
  const [most, setMost] = React.useState(PAGE);
  const issues = useLoaded(`${runId} ${at} ${most}`, () => readIssuesOfRun(send, runId, most));
  const kept = React.useRef(issues.value);
  kept.current = issues.value ?? kept.current;
  if (issues.error) return <Problem error={issues.error} onRetry={() => void issues.reload()} />;
  if (!kept.current || kept.current.length === 0) return null;
  return (
    <section className="ws-card" aria-labelledby="run-issues">
      <div className="ws-card-head ws-wraps">
        <div className="ws-card-title">
          <h2 id="run-issues">{t("Run_Issues")}</h2>
        </div>
        <a href={hrefOf({ page: "issues" })}>{t("Run_Issues_By_Cause")}</a>
      </div>
      <RecordRows
        label={t("Run_Issues")}
        rows={kept.current}
        table="wave_issue"
        open={t("Decide")}
        openOf={(name) => t("Decide_Of", name)}
      />
      {kept.current.length === most ? (
        <Button appearance="subtle" onClick={() => setMost(most + 4 * PAGE)}>
          {t("Runs_More")}
        </Button>
      ) : null}
    </section>
  );
};
