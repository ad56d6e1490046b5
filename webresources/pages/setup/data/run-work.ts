import type { RunAction, StartableRun } from "../../../../core/operation/types";
import {
  ClientError,
  fetchTransport,
  newOperationId,
  runRequest,
  StartRunRequest,
  UndoRunRequest,
  WATCH_MANY_MS,
  type Answer,
  type StartRunInput,
  type UndoRunInput,
} from "../../../client";
import { NotDescribedError } from "./describe";

type Page = { readonly lcid: number; readonly send: typeof fetch };

/** A run goes on by itself: so long is waited for the news that it could not begin, or stop. */
const ASKED_MS = 1_500;

/** Starts a run of a mapping. @throws ClientError where it could not begin; NotDescribedError where the connector says why not */
export const startRun = (page: Page, mappingId: string, kind: StartableRun): Promise<void> =>
  ask(page, { mappingId, kind });

/**
 * Stops a run, or lets one that was stopped go on. It may not have come about yet when this ends: the run's row says.
 * @throws ClientError; NotDescribedError where the connector says why not
 */
export const changeRun = (page: Page, runId: string, kind: RunAction): Promise<void> =>
  ask(page, { runId, kind });

async function ask(
  { lcid, send }: Page,
  asked: Omit<StartRunInput, "operationId" | "language">,
): Promise<void> {
  const request = new StartRunRequest({ ...asked, operationId: newOperationId(), language: lcid });
  try {
    refuse(await runRequest(request, { transport: fetchTransport("", send), limitMs: ASKED_MS }));
  } catch (thrown) {
    if (!(thrown instanceof ClientError) || thrown.code !== "STILL_WORKING") throw thrown;
  }
}

/** Once it has been taken, what became of the run is told by the run. */
function refuse({ problem, runIds, state }: Answer): void {
  if (state === "failed" && problem && runIds.length === 0) throw new NotDescribedError(problem);
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
  refuse(answer);
  return answer;
}
