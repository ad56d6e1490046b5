import * as schema from "../../../core/generated/schema";
import type { OperationKind } from "../../../core/operation/types";
import { normaliseGuid } from "../../../core/values/guid";
import { hashOfRequest, readRequest } from "../../operations/requests/read-request";
import { workOnOperation } from "../../operations/work-on-operation";
import type { Queue } from "../../work/queue";
import type { WorkParts } from "../../environment/work-parts";
import type { Environment } from "../../state/environments";
import { takeOperation } from "../../state/operations";
import type { ExecutionContext } from "./execution-context";

/** The platform, and a person, wait this long for an answer; what takes longer goes on and is read from the row. */
const INLINE_MS = 3_000;

/** By name; a map, since a name may be any text, also one that every object has. */
const KINDS: ReadonlyMap<string, OperationKind> = new Map(
  (Object.keys(schema.api) as OperationKind[]).map((kind) => [schema.api[kind].name, kind]),
);

export interface OperationsWebhookParts extends WorkParts {
  readonly queue: Queue;
  /** Keeps hold of work that outlives the answer, so that stopping waits for it. */
  readonly track: (work: Promise<unknown>) => void;
}

/** The kind of operation a message asks for; undefined for any other message. */
export function operationAskedBy(message: string): OperationKind | undefined {
  return KINDS.get(message);
}

/** Takes the operation durably, and gives what is quick a moment to be done within this very answer. */
export async function takeAndStart(
  parts: OperationsWebhookParts,
  environment: Environment,
  context: ExecutionContext,
  kind: OperationKind,
): Promise<200 | 202 | 400 | 403 | 409> {
  const { clock, database, queue, logger } = parts;
  const { OperationId: given, ...input } = context.input ?? {};
  const id = typeof given === "string" ? normaliseGuid(given) : null;
  const fields = { environmentId: environment.id, correlationId: context.correlationId, kind };
  if (id === null) {
    logger.warn("An operation came without an id", fields);
    return 400;
  }
  const request = readRequest(kind, input);
  const taken = await takeOperation(database, {
    environmentId: environment.id,
    id,
    kind,
    request,
    requestHash: hashOfRequest(kind, input),
    askerId: context.userId,
    correlationId: context.correlationId,
  });
  if (taken === "different") {
    logger.warn("An operation id was used for something else before", { ...fields, operationId: id });
    return 409;
  }
  if (taken === "known" || ("recordIds" in request && request.recordIds.length > 1)) {
    await queue.remind("operations", id, environment.id);
    return 202;
  }
  // A caller that hasn't created the operation's row gets an error, in the form the platform gives to a refused webhook.
  const work = workOnOperation(parts, environment.id, id).then((asked) => (asked ? 200 : 403));
  parts.track(work);
  work.catch((error) =>
    logger.error("An operation could not be started", { ...fields, operationId: id, error }),
  );
  const answered = new AbortController();
  const later = () => 202 as const;
  const patience = clock.sleep(INLINE_MS, answered.signal).then(later, later);
  return Promise.race([work, patience]).finally(() => answered.abort());
}
