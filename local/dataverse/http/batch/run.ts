import { resolveReferences } from "./references";
import {
  isChangeSet,
  type BatchAnswer,
  type BatchPart,
  type BatchRequest,
  type BatchResponse,
} from "./types";

/** What running a batch needs of the server; `T` is its transaction. */
export interface BatchHost<T> {
  /** Answers one request; a fault is an answer with status 400 or more, never an exception. */
  dispatch(request: BatchRequest, tx?: T): Promise<BatchResponse>;
  /** Runs `work` in one transaction, rolled back when it throws. */
  together<R>(work: (tx: T) => Promise<R>): Promise<R>;
  /** The answer for an exception (an unknown Content-ID). */
  fault(error: unknown): BatchResponse;
}

/** Carries a change set's failed answer out of its transaction, so that it rolls back. */
class ChangeSetFailed extends Error {
  constructor(readonly response: BatchResponse) {
    super("The change set failed.");
  }
}

/**
 * Runs the parts in order. Without `continueOnError` the first failure ends the batch and its status is 400, with the
 * answers so far and the failed one; with it the status is 200 and every part has its answer.
 */
export async function runBatch<T>(
  parts: readonly BatchPart[],
  host: BatchHost<T>,
  continueOnError: boolean,
): Promise<{ readonly status: number; readonly answers: readonly BatchAnswer[] }> {
  const answers: BatchAnswer[] = [];
  for (const part of parts) {
    const answer = isChangeSet(part) ? await runChangeSet(part.requests, host) : await host.dispatch(part);
    answers.push(answer);
    if (!continueOnError && !("responses" in answer) && answer.status >= 400) return { status: 400, answers };
  }
  return { status: 200, answers };
}

async function runChangeSet<T>(requests: readonly BatchRequest[], host: BatchHost<T>): Promise<BatchAnswer> {
  try {
    return await host.together(async (tx) => {
      const created = new Map<string, string>();
      const responses: BatchResponse[] = [];
      for (const request of requests) {
        const response = await host.dispatch(resolveReferences(request, created), tx);
        const withId =
          request.contentId === undefined ? response : { ...response, contentId: request.contentId };
        if (response.status >= 400) throw new ChangeSetFailed(withId);
        const entityId = response.headers["OData-EntityId"] ?? response.headers["Location"];
        if (request.contentId !== undefined && entityId !== undefined)
          created.set(request.contentId, entityId);
        responses.push(withId);
      }
      return { responses };
    });
  } catch (error) {
    return error instanceof ChangeSetFailed ? error.response : host.fault(error);
  }
}
