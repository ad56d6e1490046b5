import * as React from "react";
import { Badge, Button, makeStyles, shorthands, tokens } from "@fluentui/react-components";
import type { FoundMail } from "../../../core/operation/mail-answer";
import { Icon, type IconName } from "../../shared/icons";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";
import { isDay } from "./NotHere";

const useStyles = makeStyles({
  list: {
    ...shorthands.margin(0),
    ...shorthands.padding(0),
    listStyleType: "none",
  },
  mail: {
    display: "flex",
    flexDirection: "column",
    rowGap: tokens.spacingVerticalXS,
    ...shorthands.padding(tokens.spacingVerticalS, 0),
    ...shorthands.borderTop(tokens.strokeWidthThin, "solid", tokens.colorNeutralStroke2),
  },
  head: {
    display: "flex",
    flexWrap: "wrap",
    alignItems: "center",
    columnGap: tokens.spacingHorizontalS,
    rowGap: tokens.spacingVerticalXS,
  },
});

interface Look {
  readonly color: "success" | "subtle" | "danger" | "informative";
  readonly icon: IconName;
}

/** How an outcome looks; a word stands beside each. */
const LOOKS: Readonly<Record<string, Look>> = {
  logged: { color: "success", icon: "check" },
  adopted: { color: "success", icon: "check" },
  skipped: { color: "subtle", icon: "minus" },
  failed: { color: "danger", icon: "error" },
};
/** One that a later connector knows. */
const OTHER: Look = { color: "informative", icon: "clock" };

export interface FoundProps {
  readonly mails: readonly FoundMail[];
  readonly query: string;
  readonly heading: React.RefObject<HTMLHeadingElement>;
  readonly busy: boolean;
  readonly onOpen: (emailId: string) => void;
  readonly onHide: (emailId: string) => void;
  readonly onAllow: (thread: string) => void;
}

/** What became of each mail, and why. */
export function Found({ heading, mails, query, ...actions }: FoundProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { dates, words } = useSurroundings();
  const about = isDay(query) ? day(query) : query;

  return (
    <section className={shared.stack} data-wave-found>
      <h3 className={shared.title} ref={heading} tabIndex={-1}>
        {about === "" ? words("Latest") : words("FoundFor", about)}
      </h3>
      {mails.length === 0 && <p className={shared.note}>{words(about === "" ? "None" : "NoneFor", about)}</p>}
      <ul className={styles.list}>
        {mails.map((mail, at) => {
          const { color, icon } = LOOKS[mail.outcome] ?? OTHER;
          return (
            <li key={at} className={styles.mail} data-wave-outcome={mail.outcome}>
              <div className={styles.head}>
                <Badge appearance="tint" color={color} icon={<Icon name={icon} size={12} />}>
                  {words(`Outcome_${mail.outcome in LOOKS ? mail.outcome : "waiting"}`)}
                </Badge>
                <span>{mail.sentOn === null ? words("NoTime") : dates.absolute(new Date(mail.sentOn))}</span>
                {mail.mailbox !== null && (
                  <span className={shared.muted}>
                    {words(mail.outgoing ? "SentFrom" : "ReceivedIn", mail.mailbox)}
                  </span>
                )}
              </div>
              {mail.recordId === undefined && <p className={shared.plain}>{mail.text}</p>}
              <MailActions mail={mail} {...actions} />
            </li>
          );
        })}
      </ul>
    </section>
  );

  /** A day without a time, as the language of the texts writes it. */
  function day(date: string): string {
    return new Date(`${date}T12:00:00Z`).toLocaleDateString(words("Locale"), {
      dateStyle: "medium",
      timeZone: "UTC",
    });
  }
}

type ActionProps = Pick<FoundProps, "busy" | "onAllow" | "onHide" | "onOpen"> & { readonly mail: FoundMail };

/** What can be done with one mail. */
function MailActions({ busy, mail, onAllow, onHide, onOpen }: ActionProps) {
  const shared = useSharedStyles();
  const { words } = useSurroundings();
  const { recordId, thread } = mail;
  const small = { size: "small", className: shared.button } as const;
  if (thread !== undefined)
    return (
      <div className={shared.buttons}>
        <Button {...small} disabledFocusable={busy} data-wave-allow onClick={() => onAllow(thread)}>
          {words("Allow")}
        </Button>
      </div>
    );
  if (recordId === undefined) return null;
  return (
    <div className={shared.buttons}>
      <Button {...small} onClick={() => onOpen(recordId)}>
        {words("Open")}
      </Button>
      <Button
        {...small}
        appearance="subtle"
        disabledFocusable={busy}
        data-wave-private
        onClick={() => onHide(recordId)}
      >
        {words("Private")}
      </Button>
    </div>
  );
}
