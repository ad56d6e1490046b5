import * as React from "react";
import { Button } from "@fluentui/react-components";
import { readIssuesOf, type Cause, type IssueRow } from "../data/causes";
import { usePage } from "../page-context";
import { Problem } from "../ui/Problem";
import { RecordRows } from "../ui/RecordRows";
import { Skeleton } from "../ui/Empty";
import { useLoaded } from "../ui/use-loaded";

interface Props {
  readonly cause: Cause;
  /** False where the cause has said it already. */
  readonly withMessages: boolean;
  /** Left out while nothing can be tried. */
  readonly onRetry?: (issueId: string) => void;
}

/** So many are shown at once; more on demand. */
const SHOWN = 25;

/** The records that share a cause, the newest first, each with what was said of it and the way to its form. */
export const IssueRows: React.FC<Props> = ({ cause, onRetry, withMessages }) => {
  const { formats, send, t } = usePage();
  const [most, setMost] = React.useState(SHOWN);
  const rows = useLoaded(`${cause.key} ${most}`, () => readIssuesOf(send, cause, most));
  const kept = React.useRef<readonly IssueRow[]>();
  kept.current = rows.value ?? kept.current;
  if (rows.error) return <Problem error={rows.error} onRetry={() => void rows.reload()} />;
  if (!kept.current) return <Skeleton label={t("Loading")} cards={1} />;
  return (
    <>
      <RecordRows
        label={t("Show_Records")}
        rows={kept.current.map((row) => (withMessages ? row : { ...row, message: "" }))}
        table="wave_issue"
        open={t("Decide")}
        openOf={(name) => t("Decide_Of", name)}
        action={({ id }, name) =>
          onRetry ? (
            <Button size="small" aria-label={t("Try_Again_Of", name)} onClick={() => onRetry(id)}>
              {t("Try_Again")}
            </Button>
          ) : null
        }
      />
      {cause.count > most ? (
        <Button appearance="subtle" onClick={() => setMost(most + 4 * SHOWN)}>
          {t("Show_More", formats.number(cause.count - most))}
        </Button>
      ) : null}
    </>
  );
};
