import * as React from "react";
import { Button, Link, makeStyles, mergeClasses, shorthands, tokens } from "@fluentui/react-components";
import type { NamedRecord } from "../../core/issues/details";
import { Icon } from "./icons";
import { useSharedStyles } from "./shared-styles";

const useStyles = makeStyles({
  root: { boxSizing: "border-box", minWidth: 0, height: "100%" },
  facts: {
    display: "grid",
    gridTemplateColumns: "minmax(72px, max-content) 1fr",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalXXS,
    flexGrow: 1,
    alignContent: "start",
    ...shorthands.margin(0),
    fontSize: tokens.fontSizeBase200,
    lineHeight: tokens.lineHeightBase200,
  },
  label: { color: tokens.colorNeutralForeground3 },
  value: { ...shorthands.margin(0), minWidth: 0 },
  link: { display: "inline-flex", alignItems: "center", columnGap: tokens.spacingHorizontalXS },
  end: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    justifyContent: "space-between",
    columnGap: tokens.spacingHorizontalM,
    rowGap: tokens.spacingVerticalS,
  },
});

export interface RecordCardProps {
  readonly record: NamedRecord;
  /** How the record is opened: an address, or something to do. */
  readonly open?: { readonly label: string; readonly url?: string; readonly onOpen?: () => void };
  /** The decision for this record. */
  readonly choose?: { readonly label: string; readonly closed: boolean; readonly onChoose: () => void };
}

/** A record with what tells it apart from others: its name, a few facts, and a link to it. */
export function RecordCard({ record, open, choose }: RecordCardProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  /** Several cards have the same button, so its accessible name includes the record's. */
  const ofWhom = <span className={shared.hidden}>: {record.name}</span>;
  return (
    <div
      className={mergeClasses(shared.card, styles.root)}
      role="group"
      aria-label={record.name}
      data-wave-record={record.id}
    >
      <h4 className={shared.title}>{record.name}</h4>
      <dl className={styles.facts}>
        {record.facts.map(({ label, value }) => (
          <React.Fragment key={label}>
            <dt className={styles.label}>{label}</dt>
            <dd className={styles.value}>{value}</dd>
          </React.Fragment>
        ))}
      </dl>
      {(open ?? choose) && (
        <div className={styles.end}>
          {choose && (
            <Button disabledFocusable={choose.closed} onClick={() => !choose.closed && choose.onChoose()}>
              {choose.label}
              {ofWhom}
            </Button>
          )}
          {open && (
            <Link
              className={styles.link}
              {...(open.url
                ? { href: open.url, target: "_blank", rel: "noopener noreferrer" }
                : { as: "button" as const, onClick: open.onOpen })}
            >
              {open.label}
              {ofWhom}
              <Icon name="open" size={16} />
            </Link>
          )}
        </div>
      )}
    </div>
  );
}
