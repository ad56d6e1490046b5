import { useEffect, useRef, useState } from "react";
import type { FoundMail, MailAnswer } from "../../../core/operation/mail-answer";
import {
  isAbort,
  MailRequest,
  newOperationId,
  runRequest,
  type MailInput,
} from "../../../webresources/client";
import { problemIn, problemText, type ProblemText } from "../../shared/problem-text";
import type { MailProps } from "../components/mail-props";

/** A conversation that was made private, or that may be logged again. */
export interface Changed {
  readonly isPrivate: boolean;
  readonly removed: number;
}

export interface MailState {
  /** `waiting`: nothing is asked. */
  readonly phase: "waiting" | "looking" | "changing";
  /** How the record stands. */
  readonly status?: MailAnswer;
  /** What was found last, and for what: an address, a day (YYYY-MM-DD), or "" for the latest of the record. */
  readonly found?: { readonly mails: readonly FoundMail[]; readonly query: string };
  readonly problem?: ProblemText;
  /** Asks once more for what could not be told. */
  readonly again?: () => void;
  readonly changed?: Changed;
}

export interface UseMail {
  readonly state: MailState;
  look(query: string): void;
  /** Has the conversation of a mail on a timeline leave it for good. */
  keepPrivate(emailId: string): void;
  /** Lets a private conversation be logged again. */
  allow(thread: string): void;
}

type Asked = Omit<MailInput, "operationId" | "language">;

/** Asks what became of mails, and has conversations kept private; one thing at a time. Asks by itself once, when the card is shown. */
export function useMail(props: MailProps): UseMail {
  const [state, setState] = useState<MailState>({ phase: "waiting" });
  const latest = useRef(props);
  latest.current = props;
  const running = useRef<AbortController>();
  const { mayAct, record, services } = props;
  const recordId = record?.id;

  /** One question after the other; what was told before a problem stays. */
  const run = async (phase: MailState["phase"], work: (ask: Ask) => Promise<void>): Promise<void> => {
    if (running.current) return;
    const controller = new AbortController();
    running.current = controller;
    const change = (next: Partial<MailState>) => {
      if (!controller.signal.aborted) setState((before) => ({ ...before, ...next }));
    };
    const ask: Ask = async (asked, taken) => {
      const operationId = newOperationId();
      const { language, words } = latest.current;
      try {
        const request = new MailRequest({ ...asked, operationId, language });
        const answer = await runRequest(request, { ...services, signal: controller.signal });
        const problem = problemIn(words, answer);
        if (problem) throw new Refused(problem);
        change(taken(answer.mail ?? {}));
      } catch (thrown) {
        throw thrown instanceof Refused || isAbort(thrown)
          ? thrown
          : new Refused(problemText(words, thrown, operationId));
      }
    };
    change({ phase, problem: undefined, again: undefined });
    try {
      await work(ask);
    } catch (thrown) {
      if (thrown instanceof Refused) change({ problem: thrown.problem, again: () => void run(phase, work) });
    } finally {
      if (running.current === controller) running.current = undefined;
      change({ phase: "waiting" });
    }
  };

  const about = () => ({ table: record?.table, recordId });
  const askStatus = (ask: Ask) => ask({ action: "status", ...about() }, (status) => ({ status }));
  const askFound = (ask: Ask, query: string) =>
    ask({ action: "notHere", query, ...about() }, ({ found: mails = [] }) => ({ found: { mails, query } }));
  const change = (asked: Asked, isPrivate: boolean) =>
    void run("changing", async (ask) => {
      await ask(asked, ({ removed = 0 }) => ({ changed: { isPrivate, removed } }));
      await askStatus(ask);
      await askFound(ask, state.found?.query ?? "");
    });

  const look = (query: string) =>
    void run("looking", async (ask) => {
      await askStatus(ask);
      await askFound(ask, query);
    });

  // Another record, or the card is gone: nobody is left to tell.
  useEffect(() => {
    const forget = () => {
      running.current?.abort();
      running.current = undefined;
    };
    services.destroyed.addEventListener("abort", forget);
    if (recordId && mayAct) look("");
    return () => {
      services.destroyed.removeEventListener("abort", forget);
      forget();
    };
  }, [recordId, mayAct, services]);

  return {
    state,
    look,
    keepPrivate: (emailId) => change({ action: "neverThread", table: "email", recordId: emailId }, true),
    allow: (thread) => change({ action: "allowThread", query: thread }, false),
  };
}

type Ask = (asked: Asked, taken: (answer: MailAnswer) => Partial<MailState>) => Promise<void>;

/** What was asked could not be told. */
class Refused extends Error {
  constructor(readonly problem: ProblemText) {
    super(problem.code);
  }
}
