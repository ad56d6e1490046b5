import * as React from "react";
import { makeStyles, shorthands, tokens } from "@fluentui/react-components";
import type { MailboxStatus } from "../../../core/operation/mail-answer";
import { Icon } from "../../shared/icons";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    ...shorthands.margin(0),
    ...shorthands.padding(0),
    listStyleType: "none",
  },
  line: { display: "flex", columnGap: tokens.spacingHorizontalS, alignItems: "flex-start" },
  icon: { display: "flex", flexShrink: 0, paddingTop: "2px" },
  fine: { color: tokens.colorPaletteGreenForeground1 },
  trouble: { color: tokens.colorPaletteRedForeground1 },
});

/** The mailboxes that are read, how far, and what keeps one from being read. */
export function Mailboxes({ mailboxes }: { readonly mailboxes: readonly MailboxStatus[] }) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { dates, words } = useSurroundings();
  if (mailboxes.length === 0)
    return (
      <p className={shared.note} data-wave-no-mailbox>
        {words("NoMailbox")}
      </p>
    );
  return (
    <section className={shared.stack}>
      <h3 className={shared.title}>{words("Mailboxes")}</h3>
      <ul className={styles.list}>
        {mailboxes.map(({ address, knownUntil, trouble }) => (
          <li key={address} className={styles.line} data-wave-mailbox={address}>
            <span className={`${styles.icon} ${trouble ? styles.trouble : styles.fine}`}>
              <Icon name={trouble ? "error" : knownUntil === null ? "clock" : "check"} size={16} />
            </span>
            <span>
              {address}
              <br />
              <span className={shared.note}>
                {trouble ??
                  (knownUntil === null
                    ? words("ReadFirst")
                    : words("ReadUntil", dates.absolute(new Date(knownUntil))))}
              </span>
            </span>
          </li>
        ))}
      </ul>
    </section>
  );
}
