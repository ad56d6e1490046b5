import { readAnswer, type Answer } from "./answer";
import { createAskRow } from "./ask-row";
import { requestFor, type OperationRequest, type RequestInput, type RequestKind } from "./messages";
import { pollAnswer } from "./poll";
import { ClientError } from "./problems";
import type { Transport } from "./transport/transport";
import { AbortedError, throwIfAborted, wait } from "./wait";

/**
 * The platform waits up to a minute for a webhook that does not answer; a person does not. After this long
 * without an answer we look whether the connector has begun (it says so in the operation's row). If not, we say so:
 * together with the look itself that stays within five seconds.
 */
const ANSWER_LIMIT_MS = 4_000;
/** How long the look above may take. */
const LOOK_LIMIT_MS = 800;
/** One record takes a second or two; a minute covers a system that throttles us. */
export const WATCH_ONE_MS = 60_000;
/** 250 records take some ten seconds; two minutes cover a slow system. After that it goes on unwatched. */
export const WATCH_MANY_MS = 120_000;

export interface RunOptions {
  readonly transport: Transport;
  readonly onAnswer?: (answer: Answer) => void;
  readonly signal?: AbortSignal;
  /** Default: {@link WATCH_ONE_MS}. */
  readonly limitMs?: number;
}

/** One push, pull or preview with its answer, as {@link runRequest} does it; a selection is watched for longer. */
export function runOperation(kind: RequestKind, input: RequestInput, options: RunOptions): Promise<Answer> {
  const limitMs = options.limitMs ?? (input.recordIds.length === 1 ? WATCH_ONE_MS : WATCH_MANY_MS);
  return runRequest(requestFor(kind, input), { ...options, limitMs });
}

/**
 * One call of a Custom API with its answer: first the row that says who asks for what, then the call. Call it again with the same input (the same OperationId) to try
 * again: the connector does the work once and the answer is the same.
 * Throws ClientError when it did not reach the connector or is not finished within the limit, AbortError when
 * the signal is aborted. An operation that ran and failed is an {@link Answer}, not an error.
 */
export async function runRequest(request: OperationRequest, options: RunOptions): Promise<Answer> {
  const { transport, signal, onAnswer, limitMs = WATCH_ONE_MS } = options;
  const operationId = request.OperationId;
  await createAskRow(transport, request, signal);
  const taken = transport.execute(request, signal);
  if (!(await answersInTime(taken, signal)) && !(await hasBegun(transport, operationId, signal))) {
    throw new ClientError("CONNECTOR_UNREACHABLE", "No answer in time.");
  }
  return pollAnswer(transport, operationId, { limitMs, signal, onAnswer });
}

/** True when the call came back in time; rejects when the call failed in time, or nobody watches any more. */
function answersInTime(taken: Promise<void>, signal?: AbortSignal): Promise<boolean> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tooLate = new Promise<boolean>((resolve, reject) => {
    timer = setTimeout(() => resolve(false), ANSWER_LIMIT_MS);
    signal?.addEventListener("abort", () => reject(new AbortedError()), { once: true });
  });
  // What comes after the race has been told already, or is nobody's to hear of.
  return Promise.race([taken.then(() => true), tooLate]).finally(() => clearTimeout(timer));
}

/** Whether the connector has taken the operation up; a look that fails or takes too long is a no. */
async function hasBegun(transport: Transport, operationId: string, signal?: AbortSignal): Promise<boolean> {
  const look = readAnswer(transport, operationId, signal).then(
    (answer) => answer?.begun === true,
    () => false,
  );
  const begun = await Promise.race([look, wait(LOOK_LIMIT_MS, signal).then(() => false)]);
  throwIfAborted(signal);
  return begun;
}
