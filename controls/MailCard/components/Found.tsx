import * as React from "react";
import { Badge, Button, makeStyles, shorthands, tokens } from "@fluentui/react-components";
import type { ExplainedMail, ExplainedOutcome, MailReport } from "../../../core/operation/mail";
import { Icon, type IconName } from "../../shared/icons";
import { useSharedStyles } from "../../shared/shared-styles";
import { useSurroundings } from "../../shared/surroundings";
import { isOnTimeline, type Question } from "../state/use-mail";

const useStyles = makeStyles({
  list: {
    display: "flex",
    flexDirection: "column",
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

/** How an outcome looks; a word stands beside each. */
const LOOKS = {
  logged: { color: "success", icon: "check" },
  leftOut: { color: "subtle", icon: "minus" },
  waiting: { color: "informative", icon: "clock" },
  failed: { color: "danger", icon: "error" },
} as const satisfies Readonly<Record<ExplainedOutcome, { readonly color: string; readonly icon: IconName }>>;

export interface FoundProps {
  readonly report: MailReport;
  readonly question: Question;
  readonly heading: React.RefObject<HTMLHeadingElement>;
  readonly busy: boolean;
  readonly onOpen: (emailId: string) => void;
  readonly onHide: (emailId: string) => void;
}

/** What became of each mail, and why. */
export function Found({ busy, heading, onHide, onOpen, question, report }: FoundProps) {
  const styles = useStyles();
  const shared = useSharedStyles();
  const { dates, words } = useSurroundings();
  const { mails, more } = report;
  const about = [question.address, question.date && day(question.date)].filter(Boolean).join(", ");

  return (
    <section className={shared.stack} data-wave-found>
      <h3 className={shared.title} ref={heading} tabIndex={-1}>
        {about === "" ? words("Latest") : words("FoundFor", about)}
      </h3>
      {mails.length === 0 && <p className={shared.note}>{words(about === "" ? "None" : "NoneFor", about)}</p>}
      <ul className={styles.list}>
        {mails.map((mail, at) => (
          <li key={at} className={styles.mail} data-wave-outcome={mail.outcome}>
            <div className={styles.head}>
              <Badge
                appearance="tint"
                color={LOOKS[mail.outcome].color}
                icon={<Icon name={LOOKS[mail.outcome].icon} size={12} />}
              >
                {words(`Outcome_${mail.outcome}`)}
              </Badge>
              <span>{mail.sentOn === null ? words("NoTime") : dates.absolute(new Date(mail.sentOn))}</span>
              <span className={shared.muted}>
                {words(mail.outgoing ? "SentFrom" : "ReceivedIn", mail.mailbox)}
              </span>
            </div>
            {mail.reason !== undefined && <p className={shared.plain}>{mail.reason}</p>}
            {isOnTimeline(mail) && actions(mail)}
          </li>
        ))}
      </ul>
      {more && <p className={shared.note}>{words("More")}</p>}
    </section>
  );

  function actions(mail: ExplainedMail & { readonly emailId: string }) {
    return (
      <div className={shared.buttons}>
        <Button size="small" className={shared.button} onClick={() => onOpen(mail.emailId)}>
          {words("Open")}
        </Button>
        <Button
          size="small"
          appearance="subtle"
          className={shared.button}
          disabledFocusable={busy}
          data-wave-private={mail.emailId}
          onClick={() => !busy && onHide(mail.emailId)}
        >
          {words("Private")}
        </Button>
      </div>
    );
  }

  /** A day without a time, in the browser's words for the language. */
  function day(date: string): string {
    return new Date(`${date}T12:00:00Z`).toLocaleDateString(words("Locale"), {
      dateStyle: "medium",
      timeZone: "UTC",
    });
  }
}
