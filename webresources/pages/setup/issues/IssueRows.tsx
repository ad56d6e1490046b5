import * as React from "react";
import { Button } from "@fluentui/react-components";
import { readIssuesOf, type Cause, type IssueRow } from "../data/causes";
import { usePage } from "../page-context";
import { recordHref } from "../ui/links";
import { Problem } from "../ui/Problem";
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
      <ul className="ws-issue-rows" aria-label={t("Show_Records")}>
        {kept.current.map((row) => (
          <Row
            key={row.id}
            row={withMessages ? row : { ...row, message: "" }}
            {...(onRetry ? { onRetry } : {})}
          />
        ))}
      </ul>
      {cause.count > most ? (
        <Button appearance="subtle" onClick={() => setMost(most + 4 * SHOWN)}>
          {t("Show_More", formats.number(cause.count - most))}
        </Button>
      ) : null}
    </>
  );
};

const Row: React.FC<{ readonly row: IssueRow; readonly onRetry?: (issueId: string) => void }> = ({
  onRetry,
  row,
}) => {
  const { appId, formats, t } = usePage();
  const { externalId, id, lastOn, message, record } = row;
  const name = record?.name || externalId || t("No_Name");
  return (
    <li>
      <div className="ws-issue-row">
        {record ? (
          <a href={recordHref(appId, record.table, record.id)} target="_top">
            {name}
          </a>
        ) : (
          <strong>{name}</strong>
        )}
        <time className="ws-subtle" dateTime={lastOn} title={lastOn ? formats.time(lastOn) : ""}>
          {lastOn ? formats.ago(lastOn) : ""}
        </time>
        <span className="ws-grow" />
        <a href={recordHref(appId, "wave_issue", id)} target="_top" aria-label={t("Decide_Of", name)}>
          {t("Decide")}
        </a>
        {onRetry ? (
          <Button size="small" aria-label={t("Try_Again_Of", name)} onClick={() => onRetry(id)}>
            {t("Try_Again")}
          </Button>
        ) : null}
      </div>
      {message ? <p className="ws-subtle">{message}</p> : null}
    </li>
  );
};
