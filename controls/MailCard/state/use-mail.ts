import { useEffect, useRef, useState } from "react";
import type { ExplainedMail, MailReport } from "../../../core/operation/mail";
import {
  ExplainMailRequest,
  isAbort,
  KeepPrivateRequest,
  newOperationId,
  runRequest,
  type OperationRequest,
} from "../../../webresources/client";
import { problemIn, problemText, type ProblemText } from "../../shared/problem-text";
import type { MailProps } from "../components/mail-props";

/** What somebody looks for; both empty: everything with the record's own addresses. */
export interface Question {
  readonly address: string;
  /** YYYY-MM-DD. */
  readonly date: string;
}

export const NO_QUESTION: Question = { address: "", date: "" };

export interface MailState {
  /** `waiting`: nothing is asked. */
  readonly phase: "waiting" | "looking" | "hiding";
  /** What was found last, and for what. */
  readonly found?: { readonly report: MailReport; readonly question: Question };
  readonly problem?: ProblemText;
  /** Asks once more for what could not be told. */
  readonly again?: () => void;
  /** A conversation that was made private, or that may be logged again. */
  readonly changed?: { readonly emailId: string; readonly isPrivate: boolean; readonly removed: number };
}

export interface UseMail {
  readonly state: MailState;
  look(question: Question): void;
  keepPrivate(emailId: string, isPrivate: boolean): void;
}

/** Asks what became of mails, and has conversations kept private; one thing at a time. Asks by itself once, when the card is shown. */
export function useMail(props: MailProps): UseMail {
  const [state, setState] = useState<MailState>({ phase: "waiting" });
  const latest = useRef(props);
  latest.current = props;
  const running = useRef<AbortController>();
  const { mayAct, record, services } = props;
  const recordId = record?.id;

  const run = async (
    phase: MailState["phase"],
    request: OperationRequest,
    taken: (answer: Awaited<ReturnType<typeof runRequest>>) => Partial<MailState>,
    again: () => void,
  ): Promise<void> => {
    const controller = new AbortController();
    running.current = controller;
    const { words } = latest.current;
    const end = (change: Partial<MailState>) => {
      running.current = undefined;
      if (!controller.signal.aborted) setState((before) => ({ ...before, phase: "waiting", ...change }));
    };
    setState((before) => ({ ...before, phase, problem: undefined, again: undefined }));
    try {
      const answer = await runRequest(request, { transport: services.transport, signal: controller.signal });
      const problem = problemIn(words, answer);
      end(problem ? { problem, again } : taken(answer));
    } catch (thrown) {
      if (!isAbort(thrown)) end({ problem: problemText(words, thrown, request.OperationId), again });
    }
  };

  const look = (question: Question) => {
    if (!record?.id || running.current) return;
    const { language } = latest.current;
    const input = { ...question, table: record.table, recordId: record.id, language };
    void run(
      "looking",
      new ExplainMailRequest({ ...input, operationId: newOperationId() }),
      ({ mail }) => (mail ? { found: { report: mail, question } } : {}),
      () => look(question),
    );
  };

  const keepPrivate = (emailId: string, isPrivate: boolean) => {
    if (running.current) return;
    const { language } = latest.current;
    void run(
      "hiding",
      new KeepPrivateRequest({ operationId: newOperationId(), language, emailId, isPrivate }),
      ({ thread }) => ({ changed: { emailId, isPrivate, removed: thread?.removed ?? 0 } }),
      () => keepPrivate(emailId, isPrivate),
    );
  };

  // Another record, or the card is gone: nobody is left to tell.
  useEffect(() => {
    const forget = () => {
      running.current?.abort();
      running.current = undefined;
    };
    services.destroyed.addEventListener("abort", forget);
    if (recordId && mayAct) look(NO_QUESTION);
    return () => {
      services.destroyed.removeEventListener("abort", forget);
      forget();
    };
  }, [recordId, mayAct, services]);

  // What is on timelines now is told anew.
  const { changed } = state;
  useEffect(() => {
    if (changed) look(state.found?.question ?? NO_QUESTION);
  }, [changed]);

  return { state, look, keepPrivate };
}

/** A mail that somebody may take from the timeline. */
export const isOnTimeline = (mail: ExplainedMail): mail is ExplainedMail & { readonly emailId: string } =>
  mail.outcome === "logged" && mail.emailId !== undefined;
