import type { MatchTrial } from "../../../../core/operation/match-trial";
import { ClientError, fetchTransport, newOperationId, runRequest } from "../../../client";
import { DescribeRequest } from "../../../client/messages/describe";
import type { PageContext } from "../page-context";
import { NotDescribedError } from "./describe";

/** A thousand records of a system that makes one wait take minutes; after this long nobody looks any more. */
export const WATCHED_MS = 10 * 60_000;

export interface WatchOptions {
  readonly signal: AbortSignal;
  /** Records tried so far, and in all; 0 of 0 while both sides are being read. */
  readonly onProgress: (done: number, total: number) => void;
}

/**
 * Has the connector try match rules that nobody has saved.
 * @param matchRules the document as it would be saved
 * @throws ClientError; NotDescribedError where the connector says why not; AbortedError
 */
export async function tryMatchRules(
  { lcid, send }: Pick<PageContext, "lcid" | "send">,
  mappingId: string,
  matchRules: string,
  { onProgress, signal }: WatchOptions,
): Promise<MatchTrial> {
  const request = new DescribeRequest({
    operationId: newOperationId(),
    language: lcid,
    mappingId,
    matchRules,
  });
  const answer = await runRequest(request, {
    transport: fetchTransport("", send),
    limitMs: WATCHED_MS,
    signal,
    onAnswer: ({ done, total }) => onProgress(done, total),
  });
  if (answer.problem) throw new NotDescribedError(answer.problem);
  if (!answer.matchTrial) throw new ClientError("UNEXPECTED", "The answer holds no trial.");
  return answer.matchTrial;
}
