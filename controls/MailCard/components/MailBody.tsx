import * as React from "react";
import { Button, MessageBar, MessageBarBody, ProgressBar } from "@fluentui/react-components";
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
  const { allow, keepPrivate, look, state } = useMail(props);
  const { changed, found, phase, problem, status } = state;
  const busy = phase !== "waiting";

  React.useEffect(() => {
    if (!busy) focus.follow();
  }, [busy, focus]);

  if (!record?.id) return <p className={shared.note}>{words("Unsaved")}</p>;
  if (!mayAct) return <p className={shared.note}>{words("Why_NoPrivilege")}</p>;

  const hide = async (emailId: string) => {
    const question = { text: words("Private_Sure"), confirmButtonLabel: words("Private") };
    if (!busy && (await services.confirm(question))) keepPrivate(emailId);
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
      {!status && !problem && <p className={shared.note}>{words("Working_looking")}</p>}
      {changed && (
        <MessageBar intent="success" layout="multiline" politeness="polite" data-wave-changed>
          <MessageBarBody>{changedText()}</MessageBarBody>
        </MessageBar>
      )}
      {status && (
        <>
          <Mailboxes mailboxes={status.mailboxes ?? []} />
          <div className={shared.buttons}>
            <p className={shared.plain} data-wave-logged={status.logged}>
              {summary()}
            </p>
            <Button
              size="small"
              appearance="subtle"
              icon={<Icon name="clock" size={16} />}
              disabledFocusable={busy}
              onClick={() => !busy && look(found?.query ?? "")}
            >
              {words("Refresh")}
            </Button>
          </div>
          <NotHere
            address={address}
            busy={busy}
            onLook={(query) => {
              focus.wantResult();
              look(query);
            }}
          />
        </>
      )}
      {found && (
        <Found
          {...found}
          heading={focus.result}
          busy={busy}
          onOpen={(id) => services.open("email", id)}
          onHide={(id) => void hide(id)}
          onAllow={(thread) => !busy && allow(thread)}
        />
      )}
    </div>
  );

  function summary(): string {
    const { lastOn, logged = 0 } = status!;
    if (logged === 0) return words("Logged_none");
    const last = lastOn ? words("LastLogged", moment(lastOn)) : "";
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
    return [changed && changedText(), found && counted(words, "Found", found.mails.length)]
      .filter(Boolean)
      .join(" ");
  }
}
