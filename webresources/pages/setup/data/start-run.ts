import type { StartableRun } from "../../../../core/operation/types";
import { ClientError, fetchTransport, newOperationId, runRequest, StartRunRequest } from "../../../client";
import { NotDescribedError } from "./describe";

/** A run goes on by itself: so long is waited for the news that it could not begin. */
const BEGIN_MS = 1_500;

/** Starts a run of a mapping. @throws ClientError where it could not begin */
export async function startRun(
  { lcid, send }: { readonly lcid: number; readonly send: typeof fetch },
  mappingId: string,
  kind: StartableRun,
): Promise<void> {
  const request = new StartRunRequest({ operationId: newOperationId(), language: lcid, mappingId, kind });
  try {
    const answer = await runRequest(request, { transport: fetchTransport("", send), limitMs: BEGIN_MS });
    if (answer.state === "failed" && answer.problem && answer.runIds.length === 0)
      throw new NotDescribedError(answer.problem);
  } catch (thrown) {
    if (!(thrown instanceof ClientError) || thrown.code !== "STILL_WORKING") throw thrown;
  }
}
