import * as React from "react";
import type { ListedRecord } from "../data/runs";
import { usePage } from "../page-context";
import { recordHref } from "./links";

interface Props {
  readonly label: string;
  readonly rows: readonly ListedRecord[];
  /** The table of the rows themselves, each of which has a form: "wave_issue", say. */
  readonly table: "wave_issue" | "wave_link";
  /** What the way to that form is called; and of a record by name, for whoever hears it alone. */
  readonly open: string;
  readonly openOf: (name: string) => string;
  /** What else can be done with one. */
  readonly action?: (row: ListedRecord, name: string) => React.ReactNode;
}

/** Records, each with what there is to say of it and the ways to its forms. */
export const RecordRows: React.FC<Props> = ({ action, label, open, openOf, rows, table }) => {
  const { appId, formats, t } = usePage();
  return (
    <ul className="ws-issue-rows" aria-label={label}>
      {rows.map((row) => {
        const { externalId, id, lastOn, message, record } = row;
        const name = record?.name || externalId || t("No_Name");
        return (
          <li key={id}>
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
              <a href={recordHref(appId, table, id)} target="_top" aria-label={openOf(name)}>
                {open}
              </a>
              {action?.(row, name)}
            </div>
            {message ? <p className="ws-subtle">{message}</p> : null}
          </li>
        );
      })}
    </ul>
  );
};
