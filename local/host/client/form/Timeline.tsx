import * as React from "react";
import {
  Badge,
  Button,
  makeStyles,
  mergeClasses,
  shorthands,
  Spinner,
  tokens,
} from "@fluentui/react-components";
import { ArrowClockwise20Regular } from "@fluentui/react-icons";
import { readTimeline, type TimelineEntry } from "../api/timeline";
import { formatDateTime } from "../format/dates";
import { t } from "../strings";
import { FieldError } from "../ui/FieldError";
import { RouteLink } from "../ui/RouteLink";
import { TableIcon } from "../ui/table-icon";
import { WebResourceIcon } from "../ui/WebResourceIcon";
import { useObservable } from "../util/observable";
import type { ControlModel } from "./control-model";
import type { FormModel } from "./form-model";

const useStyles = makeStyles({
  root: { position: "relative" },
  // In the section's head, beside its title.
  refresh: { position: "absolute", top: "-36px", right: "-8px" },
  list: {
    listStyleType: "none",
    ...shorthands.margin("0"),
    ...shorthands.padding("0"),
    maxHeight: "560px",
    overflowY: "auto",
  },
  entry: { display: "flex", columnGap: "12px", ...shorthands.padding("10px", "0") },
  state: { flexShrink: 0 },
  icon: {
    display: "flex",
    alignItems: "center",
    justifyContent: "center",
    flexShrink: 0,
    width: "32px",
    height: "32px",
    ...shorthands.borderRadius("50%"),
    color: tokens.colorBrandForeground1,
    backgroundColor: tokens.colorBrandBackground2,
  },
  body: { minWidth: 0, flexGrow: 1 },
  head: { display: "flex", alignItems: "baseline", columnGap: "8px", justifyContent: "space-between" },
  subject: {
    fontWeight: tokens.fontWeightSemibold,
    overflowWrap: "anywhere",
  },
  link: {
    color: tokens.colorBrandForegroundLink,
    textDecorationLine: "none",
    ":hover": { textDecorationLine: "underline" },
  },
  facts: {
    fontSize: tokens.fontSizeBase200,
    color: tokens.colorNeutralForeground2,
    overflowWrap: "anywhere",
  },
  text: {
    marginTop: "2px",
    whiteSpace: "pre-line",
    overflowWrap: "anywhere",
    display: "-webkit-box",
    WebkitBoxOrient: "vertical",
    WebkitLineClamp: "3",
    ...shorthands.overflow("hidden"),
  },
  hint: { color: tokens.colorNeutralForeground2, ...shorthands.padding("8px", "0") },
});

/** What was written and done about the open record, the latest first. */
export const Timeline: React.FC<{ readonly control: ControlModel; readonly form: FormModel }> = ({
  control,
  form,
}) => {
  const styles = useStyles();
  useObservable(form);
  const [entries, setEntries] = React.useState<readonly TimelineEntry[]>();
  const [error, setError] = React.useState<Error>();
  const [asked, setAsked] = React.useState(0);
  const { id, ribbonRevision } = form;
  const refresh = () => setAsked((times) => times + 1);
  // What was saved or synced may have added to it.
  React.useEffect(() => {
    if (!id) return;
    let open = true;
    readTimeline(id).then(
      (read) => {
        if (!open) return;
        setError(undefined);
        setEntries(read);
      },
      (problem: Error) => open && setError(problem),
    );
    return () => {
      open = false;
    };
  }, [id, ribbonRevision, asked]);
  if (!id) return <div className={styles.hint}>{t("timelineNew")}</div>;
  return (
    <div className={styles.root} data-timeline={control.name}>
      <Button
        className={styles.refresh}
        appearance="subtle"
        icon={<ArrowClockwise20Regular />}
        aria-label={t("timelineRefresh")}
        title={t("timelineRefresh")}
        onClick={refresh}
      />
      {error ? <FieldError text={error.message} /> : null}
      {!entries && !error ? <Spinner size="tiny" label={t("loading")} /> : null}
      {entries?.length === 0 ? <div className={styles.hint}>{t("timelineEmpty")}</div> : null}
      {entries && entries.length > 0 ? (
        <ol className={styles.list} tabIndex={0} aria-label={control.label}>
          {entries.map((entry) => (
            <Entry key={entry.id} entry={entry} form={form} />
          ))}
        </ol>
      ) : null}
    </div>
  );
};

const Entry: React.FC<{ readonly entry: TimelineEntry; readonly form: FormModel }> = ({ entry, form }) => {
  const styles = useStyles();
  const { at, author, from, id, isOpen, opens, state, subject, table, text, to } = entry;
  const between = [from, to]
    .map((names) => names.join(", "))
    .filter(Boolean)
    .join(" → ");
  const name = subject || t("noName");
  return (
    <li className={styles.entry}>
      <span className={styles.icon}>
        {table.icon ? <WebResourceIcon name={table.icon} /> : <TableIcon table={table.logicalName} />}
      </span>
      <div className={styles.body}>
        <div className={styles.head}>
          {opens ? (
            <RouteLink
              className={mergeClasses(styles.subject, styles.link)}
              route={{ pagetype: "entityrecord", etn: table.logicalName, id }}
            >
              {name}
            </RouteLink>
          ) : (
            <span className={styles.subject}>{name}</span>
          )}
          <Badge className={styles.state} appearance="tint" color={isOpen ? "informative" : "success"}>
            {state}
          </Badge>
        </div>
        <div className={styles.facts}>
          {[table.displayName, author, formatDateTime(at, form.session.format)].filter(Boolean).join(" · ")}
        </div>
        {between ? <div className={styles.facts}>{between}</div> : null}
        {text ? <div className={styles.text}>{text}</div> : null}
      </div>
    </li>
  );
};
