import * as React from "react";
import type { DecisionKind } from "../../../../core/operation/decision";
import {
  asClientError,
  type ClientError,
  fetchTransport,
  isAbort,
  newOperationId,
  ResolveRequest,
  runRequest,
} from "../../../client";
import { readIssuesOf, type Cause } from "../data/causes";
import { usePage, type PageContext } from "../page-context";

/** Issues answered at a time: each is a few requests, and the connector does its own after each. */
const AT_ONCE = 4;

export type Answered = Extract<DecisionKind, "retry" | "ignore">;

/** How far an answer to all issues of a cause has come, or what came of it. */
export interface Cure {
  readonly kind: Answered;
  readonly done: number;
  readonly total: number;
  readonly settled: number;
  readonly ended: boolean;
  /** Why it ended before all were answered. */
  readonly error?: ClientError;
}

export interface CureWork {
  readonly cure: Cure | undefined;
  readonly start: (kind: Answered, first?: () => Promise<void>, only?: string) => Promise<void>;
  readonly cancel: () => void;
}

/** Answers all issues of a cause, or one of them, the same way; each with the rights of whoever clicked. */
export function useCure(cause: Cause, onEnded: (cure: Cure) => Promise<void>): CureWork {
  const page = usePage();
  const [cure, setCure] = React.useState<Cure>();
  const running = React.useRef<AbortController>();
  React.useEffect(() => () => running.current?.abort(), []);
  const start: CureWork["start"] = async (kind, first, only) => {
    if (running.current) return;
    const abort = (running.current = new AbortController());
    let now: Cure = { kind, done: 0, total: only ? 1 : cause.count, settled: 0, ended: false };
    const show = (change: Partial<Cure>) => setCure((now = { ...now, ...change }));
    show({});
    try {
      await first?.();
      const ids = only ? [only] : (await readIssuesOf(page.send, cause)).map((each) => each.id);
      show({ total: ids.length });
      await answerAll(page, ids, kind, abort.signal, (settled) =>
        show({ done: now.done + 1, settled: now.settled + (settled ? 1 : 0) }),
      );
      show({ ended: true });
    } catch (thrown) {
      show({ ended: true, ...(isAbort(thrown) ? {} : { error: asClientError(thrown) }) });
    } finally {
      running.current = undefined;
    }
    await onEnded(now);
  };
  return { cure, start, cancel: () => running.current?.abort() };
}

/** The first that cannot be asked at all ends it: the rest would fail alike. */
async function answerAll(
  { lcid, send }: Pick<PageContext, "lcid" | "send">,
  ids: readonly string[],
  kind: Answered,
  signal: AbortSignal,
  onAnswer: (settled: boolean) => void,
): Promise<void> {
  const waiting = [...ids];
  const transport = fetchTransport("", send);
  const worker = async () => {
    for (let issueId = waiting.shift(); issueId !== undefined; issueId = waiting.shift()) {
      const input = { operationId: newOperationId(), language: lcid, issueId, decision: { kind } };
      const answer = await runRequest(new ResolveRequest(input), { transport, signal });
      onAnswer(answer.state === "succeeded" || answer.problem?.code === "ISSUE_ALREADY_RESOLVED");
    }
  };
  try {
    await Promise.all(Array.from({ length: AT_ONCE }, worker));
  } finally {
    waiting.length = 0;
  }
}
