import * as React from "react";
import { Button } from "@fluentui/react-components";
import {
  ArrowSync20Regular,
  ChevronDown20Regular,
  ChevronUp20Regular,
  PersonSwap20Regular,
} from "@fluentui/react-icons";
import type { Cause } from "../data/causes";
import { handOver } from "../data/hand-over";
import { usePage } from "../page-context";
import { CureProgress } from "./CureProgress";
import { HandOver } from "./HandOver";
import { answersTo, personWithoutUser, wordsOf } from "./in-words";
import { IssueRows } from "./IssueRows";
import { LeaveAlone } from "./LeaveAlone";
import { useCure, type Cure } from "./use-cure";

interface Props {
  readonly cause: Cause;
  readonly onCuring: (busy: boolean) => void;
  readonly onEnded: (title: string, cure: Cure) => Promise<void>;
}

type Opened = "records" | "handOver" | "ignore";

/** A cause: what happened, to how many, what to do, and the buttons that do it for all of them. */
export const CauseCard: React.FC<Props> = ({ cause, onCuring, onEnded }) => {
  const page = usePage();
  const { formats, t } = page;
  const [opened, setOpened] = React.useState<Opened>();
  const [looked, setLooked] = React.useState(0);
  const { message, nextStep, title: what } = wordsOf(cause, page);
  const title = cause.reason === null ? what : `${what}: ${cause.reason}`;
  const work = useCure(cause, async (cure) => {
    onCuring(false);
    setLooked((before) => before + 1);
    await onEnded(title, cure);
  });
  const start: typeof work.start = (...how) => {
    onCuring(true);
    setOpened((before) => (before === "records" ? before : undefined));
    return work.start(...how);
  };
  const busy = work.cure !== undefined && !work.cure.ended;
  const toggle = (what: Opened) => setOpened((before) => (before === what ? undefined : what));
  const answers = answersTo(cause);
  const person = personWithoutUser(cause);
  const titleId = React.useMemo(() => `cause-${cause.key.replace(/\W+/g, "-")}`, [cause.key]);
  const of = { "aria-describedby": titleId } as const;
  return (
    <section className="ws-card ws-cause" aria-labelledby={titleId}>
      <div className="ws-card-head">
        <span className="ws-count" aria-hidden="true">
          {formats.number(cause.count)}
        </span>
        <div className="ws-card-title">
          <h2 id={titleId}>{title}</h2>
          <p className="ws-subtle">
            {t("Cause_Count", cause.count === 1 ? 1 : formats.number(cause.count))} ·{" "}
            {cause.mappingName || cause.connectionName}
          </p>
        </div>
      </div>
      {message ? <p>{message}</p> : null}
      <p>
        <strong>{t("What_To_Do")}</strong> {nextStep}
      </p>
      {work.cure ? <CureProgress cure={work.cure} onCancel={work.cancel} /> : null}
      <div className="ws-card-actions">
        {person !== null ? (
          <Button
            {...of}
            appearance="primary"
            icon={<PersonSwap20Regular />}
            aria-expanded={opened === "handOver"}
            disabledFocusable={busy}
            onClick={busy ? undefined : () => toggle("handOver")}
          >
            {t("Hand_Over")}
          </Button>
        ) : null}
        {answers.retry ? (
          <Button
            {...of}
            icon={<ArrowSync20Regular />}
            disabledFocusable={busy}
            onClick={busy ? undefined : () => void start("retry")}
          >
            {cause.count === 1 ? t("Try_Again") : t("Retry_All", formats.number(cause.count))}
          </Button>
        ) : null}
        {answers.ignore ? (
          <Button
            {...of}
            appearance="subtle"
            aria-expanded={opened === "ignore"}
            disabledFocusable={busy}
            onClick={busy ? undefined : () => toggle("ignore")}
          >
            {t("Leave_Alone")}
          </Button>
        ) : null}
        <Button
          {...of}
          appearance="subtle"
          icon={opened === "records" ? <ChevronUp20Regular /> : <ChevronDown20Regular />}
          aria-expanded={opened === "records"}
          onClick={() => toggle("records")}
        >
          {t("Show_Records")}
        </Button>
      </div>
      {opened === "handOver" && person !== null ? (
        <HandOver
          person={person}
          count={cause.count}
          onChoose={(userId) =>
            void start("retry", () => handOver(page.send, cause.connectionId, person, userId))
          }
        />
      ) : null}
      {opened === "ignore" ? (
        <LeaveAlone
          count={cause.count}
          onYes={() => void start("ignore")}
          onNo={() => setOpened(undefined)}
        />
      ) : null}
      {opened === "records" ? (
        <IssueRows
          key={looked}
          cause={cause}
          withMessages={message === null}
          {...(answers.retry && !busy ? { onRetry: (id: string) => void start("retry", undefined, id) } : {})}
        />
      ) : null}
    </section>
  );
};
