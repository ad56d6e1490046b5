import type { OperationResult } from "../../../../core/operation/types";
import type { SyncPreview } from "../../../../core/operation/sync-preview";
import { ClientError, fetchTransport, newOperationId, runRequest } from "../../../client";
import { DescribeRequest } from "../../../client/messages/describe";
import type { PageContext } from "../page-context";
import { NotDescribedError } from "./describe";
import { WATCHED_MS, type WatchOptions } from "./try-match";

/** What the next run of a mapping would do with the first records that it looks at. */
export interface Previewed extends Pick<OperationResult, "counts" | "records"> {
  readonly about: SyncPreview;
}

/**
 * Has the connector preview the next run of a mapping as it is saved.
 * @throws ClientError; NotDescribedError where the connector says why not; AbortedError
 */
export async function previewSync(
  { lcid, send }: Pick<PageContext, "lcid" | "send">,
  mappingId: string,
  { onProgress, signal }: WatchOptions,
): Promise<Previewed> {
  const request = new DescribeRequest({
    operationId: newOperationId(),
    language: lcid,
    mappingId,
    preview: true,
  });
  const answer = await runRequest(request, {
    transport: fetchTransport("", send),
    limitMs: WATCHED_MS,
    signal,
    onAnswer: ({ done, total }) => onProgress(done, total),
  });
  if (answer.problem) throw new NotDescribedError(answer.problem);
  const { counts, records, syncPreview } = answer;
  if (!syncPreview) throw new ClientError("UNEXPECTED", "The answer holds no preview.");
  return { about: syncPreview, counts, records };
}
