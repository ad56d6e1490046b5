import type { RunAction } from "../../../../core/operation/types";
import {
  ClientError,
  fetchTransport,
  newOperationId,
  runRequest,
  StartRunRequest,
  UndoRunRequest,
  WATCH_MANY_MS,
  type Answer,
  type UndoRunInput,
} from "../../../client";
import { NotDescribedError } from "./describe";

type Page = { readonly lcid: number; readonly send: typeof fetch };

/** What is asked of a run comes about by itself: so long is waited for the news that it cannot. */
const ASKED_MS = 1_500;

/**
 * Stops a run, or lets one that was stopped go on. It may not have come about yet when this ends: the run's row says.
 * @throws ClientError; NotDescribedError where the connector says why not
 */
export async function changeRun({ lcid, send }: Page, runId: string, kind: RunAction): Promise<void> {
  const request = new StartRunRequest({ operationId: newOperationId(), language: lcid, kind, runId });
  try {
    const answer = await runRequest(request, { transport: fetchTransport("", send), limitMs: ASKED_MS });
    // Once it has been taken, what became of the run is told by the run.
    if (answer.state === "failed" && answer.problem && answer.runIds.length === 0)
      throw new NotDescribedError(answer.problem);
  } catch (thrown) {
    if (!(thrown instanceof ClientError) || thrown.code !== "STILL_WORKING") throw thrown;
  }
}

/** A run is watched for a day; whoever leaves the page finds its row. */
const WATCH_UNDO_MS = 24 * 60 * 60_000;

/**
 * Takes a run back, or looks at what that would do, or at what the run wrote. Gives the end of the undo, or what was seen.
 * @throws ClientError; NotDescribedError where the connector says why not
 */
export async function lookAtRun(
  { lcid, send }: Page,
  asked: Omit<UndoRunInput, "operationId" | "language">,
  { onAnswer, signal }: { readonly onAnswer?: (answer: Answer) => void; readonly signal?: AbortSignal } = {},
): Promise<Answer> {
  const request = new UndoRunRequest({ ...asked, operationId: newOperationId(), language: lcid });
  const answer = await runRequest(request, {
    transport: fetchTransport("", send),
    limitMs: asked.mode ? WATCH_MANY_MS : WATCH_UNDO_MS,
    ...(onAnswer ? { onAnswer } : {}),
    ...(signal ? { signal } : {}),
  });
  if (answer.state === "failed" && answer.problem && answer.runIds.length === 0)
    throw new NotDescribedError(answer.problem);
  return answer;
}
