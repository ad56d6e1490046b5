import * as React from "react";
import {
  Button,
  MessageBar,
  MessageBarActions,
  MessageBarBody,
  ProgressBar,
} from "@fluentui/react-components";
import { Icon } from "../../shared/icons";
import { Problem } from "../../shared/Problem";
import { useSharedStyles } from "../../shared/shared-styles";
import { counted } from "../../shared/words";
import { useFocus } from "../../shared/use-focus";
import { useMail } from "../state/use-mail";
import { Found } from "./Found";
import { Mailboxes } from "./Mailboxes";
import type { MailProps } from "./mail-props";
import { NotHere } from "./NotHere";

/** Which mailboxes are read, what is on the timeline, and why something is not. */
export function MailBody(props: MailProps) {
  const { address, dates, mayAct, record, services, words } = props;
  const shared = useSharedStyles();
  const focus = useFocus();
  const { keepPrivate, look, state } = useMail(props);
  const { changed, found, phase, problem } = state;
  const busy = phase !== "waiting";

  React.useEffect(() => focus.follow(), [found, problem, focus]);

  if (!record?.id) return <p className={shared.note}>{words("Unsaved")}</p>;
  if (!mayAct) return <p className={shared.note}>{words("Why_NoPrivilege")}</p>;

  const hide = async (emailId: string) => {
    const question = { text: words("Private_Sure"), confirmButtonLabel: words("Private") };
    if (!busy && (await services.confirm(question))) keepPrivate(emailId, true);
  };

  return (
    <div className={shared.parts} data-wave-mail aria-busy={busy}>
      <div role="status" aria-live="polite" className={shared.hidden}>
        {said()}
      </div>
      {busy && <ProgressBar aria-label={words(`Working_${phase}`)} />}
      {problem && (
        <Problem
          problem={problem}
          actions={state.again ? [{ label: words("Retry"), onAct: state.again, closed: busy }] : []}
        />
      )}
      {!found && !problem && <p className={shared.note}>{words("Working_looking")}</p>}
      {changed && (
        <MessageBar intent="success" layout="multiline" politeness="polite" data-wave-changed>
          <MessageBarBody>{changedText()}</MessageBarBody>
          <MessageBarActions>
            <Button
              size="small"
              disabledFocusable={busy}
              onClick={() => !busy && keepPrivate(changed.emailId, !changed.isPrivate)}
            >
              {words(changed.isPrivate ? "Undo" : "Private")}
            </Button>
          </MessageBarActions>
        </MessageBar>
      )}
      {found && (
        <>
          <Mailboxes mailboxes={found.report.mailboxes} />
          <p className={shared.plain} data-wave-logged={found.report.logged}>
            {summary()}
          </p>
          <NotHere
            address={address}
            busy={busy}
            onLook={(question) => {
              focus.wantResult();
              look(question);
            }}
          />
          <Found
            report={found.report}
            question={found.question}
            heading={focus.result}
            busy={busy}
            onOpen={(id) => services.open("email", id)}
            onHide={(id) => void hide(id)}
          />
          <div>
            <Button
              size="small"
              appearance="subtle"
              icon={<Icon name="sync" size={16} />}
              disabledFocusable={busy}
              onClick={() => !busy && look(found.question)}
            >
              {words("Refresh")}
            </Button>
          </div>
        </>
      )}
    </div>
  );

  function summary(): string {
    const { lastLoggedOn, logged } = found!.report;
    if (logged === 0) return words("Logged_none");
    const last = lastLoggedOn === null ? "" : words("LastLogged", moment(lastLoggedOn));
    return `${counted(words, "Logged", logged)} ${last}`.trim();
  }

  function moment(time: string): string {
    const date = new Date(time);
    return dates.relative(date, Date.now()) ?? dates.absolute(date);
  }

  function changedText(): string {
    if (!changed!.isPrivate) return words("Changed_open");
    return changed!.removed === 0 ? words("Changed_private") : counted(words, "Removed", changed!.removed);
  }

  function said(): string {
    if (busy) return words(`Working_${phase}`);
    if (problem) return `${problem.message} ${problem.nextStep}`;
    return [changed && changedText(), found && counted(words, "Found", found.report.mails.length)]
      .filter(Boolean)
      .join(" ");
  }
}
