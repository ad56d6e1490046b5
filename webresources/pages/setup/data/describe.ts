import type { Description } from "../../../../core/operation/description";
import { ClientError, fetchTransport, newOperationId, runRequest } from "../../../client";
import { DescribeRequest } from "../../../client/messages/describe";
import type { Problem } from "../../../../core/operation/types";

/** The connector could be asked, and could not tell: the system is away, say. In the person's words. */
export class NotDescribedError extends ClientError {
  constructor(readonly problem: Problem) {
    super("UNEXPECTED", problem.message);
  }
}

/**
 * Asks the connector what only it knows.
 * @param connectionId whose fields are told; left out: none's
 * @throws ClientError; NotDescribedError where the connector says why not
 */
export async function describe(
  { lcid, send }: { readonly lcid: number; readonly send: typeof fetch },
  connectionId?: string,
): Promise<Description> {
  const request = new DescribeRequest({
    operationId: newOperationId(),
    language: lcid,
    ...(connectionId ? { connectionId } : {}),
  });
  const answer = await runRequest(request, { transport: fetchTransport("", send) });
  if (answer.problem) throw new NotDescribedError(answer.problem);
  if (!answer.description) throw new ClientError("UNEXPECTED", "The answer holds no description.");
  return answer.description;
}
