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

const KEPT = "wave-sync-described";
/** What the connector said is good for so long: each question leaves a row in Dynamics. */
const GOOD_FOR_MS = 10 * 60_000;

/**
 * What the connector knows of connections, as it said it a short time ago, unless a time that it named has passed since.
 * @param afresh it is asked, whatever it said before
 * @throws ClientError; NotDescribedError
 */
export async function describeLately(
  page: { readonly lcid: number; readonly send: typeof fetch },
  afresh: boolean,
  now = Date.now(),
): Promise<Description> {
  const kept = afresh ? undefined : readKept(now);
  if (kept) return kept;
  const description = await describe(page);
  window.sessionStorage.setItem(KEPT, JSON.stringify({ on: now, description }));
  return description;
}

function readKept(now: number): Description | undefined {
  try {
    const kept = JSON.parse(window.sessionStorage.getItem(KEPT) ?? "") as {
      on: number;
      description: Description;
    };
    const next = kept.description.connections.flatMap(({ mappings }) =>
      mappings.flatMap(({ nextRunOn }) => (nextRunOn ? [Date.parse(nextRunOn)] : [])),
    );
    const isGood =
      now >= kept.on && now - kept.on < GOOD_FOR_MS && next.length > 0 && next.every((each) => each > now);
    return isGood ? kept.description : undefined;
  } catch {
    return undefined; // Nothing is kept, or nothing that can be read.
  }
}
