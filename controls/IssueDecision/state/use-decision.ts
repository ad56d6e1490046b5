import { useEffect, useRef, useState } from "react";
import { issueNames } from "../../../core/generated/schema";
import type { Decision } from "../../../core/operation/decision";
import {
  isAbort,
  isWorthARetry,
  newOperationId,
  ResolveRequest,
  runRequest,
} from "../../../webresources/client";
import { problemIn, problemText, type ProblemText } from "../../shared/problem-text";
import type { IssueProps } from "../components/issue-props";

/** What came of the last decision. */
export interface DecisionState {
  readonly phase: "waiting" | "working" | "done";
  readonly decision?: Decision;
  readonly problem?: ProblemText;
  /** The decision can be handed in again as it is. */
  readonly again?: () => void;
}

export interface Decide {
  readonly state: DecisionState;
  decide(decision: Decision): void;
}

/** Hands a decision in and follows it to its end; one at a time. */
export function useDecision(props: IssueProps): Decide {
  const [state, setState] = useState<DecisionState>({ phase: "waiting" });
  const latest = useRef(props);
  latest.current = props;
  const running = useRef<AbortController>();
  const { issueId, services } = props;

  const perform = async (decision: Decision, operationId: string): Promise<void> => {
    const { words, language } = latest.current;
    if (!issueId || running.current) return;
    const controller = new AbortController();
    running.current = controller;
    const about = { table: issueNames.logicalName, recordId: issueId, operationId };
    const end = (next: DecisionState) => {
      running.current = undefined;
      if (!controller.signal.aborted) setState(next);
    };
    setState({ phase: "working", decision });
    try {
      const request = new ResolveRequest({ operationId, language, issueId, decision });
      const answer = await runRequest(request, { ...services, signal: controller.signal });
      const problem = problemIn(words, answer);
      end({ phase: problem && !problem.isWarning ? "waiting" : "done", decision, problem });
      // The form script reads the issue again, and the form shows what has become of it.
      services.channel.send({ type: "finished", kind: "resolve", by: "panel", answer, ...about });
    } catch (thrown) {
      if (isAbort(thrown)) return;
      const problem = problemText(words, thrown, operationId);
      // The decision may have arrived; sending it with the same ID makes sure that it is applied only once.
      const again = isWorthARetry(problem.code) ? () => void perform(decision, operationId) : undefined;
      end({ phase: "waiting", decision, problem, again });
    }
  };

  // Another issue, or the control is gone: nobody is left to watch for.
  useEffect(() => {
    const forget = () => {
      running.current?.abort();
      running.current = undefined;
    };
    services.destroyed.addEventListener("abort", forget);
    return () => {
      services.destroyed.removeEventListener("abort", forget);
      forget();
    };
  }, [issueId, services]);

  return { state, decide: (decision) => void perform(decision, newOperationId()) };
}
