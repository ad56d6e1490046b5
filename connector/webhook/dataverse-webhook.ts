import { setTimeout as sleep } from "node:timers/promises";
import type { FastifyInstance } from "fastify";
import * as schema from "../../core/generated/schema";
import { normaliseGuid } from "../../core/values/guid";
import { hashOfRequest, readRequest } from "../operations/request";
import { workOnOperation } from "../operations/work-on-operation";
import type { Queue } from "../queue/queue";
import type { WorkParts } from "../runs/parts";
import type { Environment } from "../state/environments";
import { takeOperation, type Operation, type OperationRequest } from "../state/operations";
import { parseExecutionContext, type ExecutionContext } from "./execution-context";
import type { WebhookKeys } from "./webhook-keys";

/** The header the service endpoint sends its key in. */
export const KEY_HEADER = "x-wave-sync-key";
export const WEBHOOK_PATH = "/dataverse/webhook";

/** The platform, and a person, wait this long for an answer; what takes longer goes on and is read from the row. */
const INLINE_MS = 3_000;

const KINDS: Readonly<Record<string, Operation["kind"]>> = {
  [schema.api.push.name]: "push",
  [schema.api.pull.name]: "pull",
  [schema.api.preview.name]: "preview",
};

export interface WebhookParts extends WorkParts {
  readonly queue: Queue;
  readonly keys: WebhookKeys;
  /** Keeps hold of work that outlives the answer, so that stopping waits for it. */
  readonly track: (work: Promise<unknown>) => void;
}

/** `POST /dataverse/webhook`: 2xx once an operation is durably taken; anything else makes the platform's call fail. */
export function addDataverseWebhook(server: FastifyInstance, parts: WebhookParts): void {
  const { keys, logger, metrics } = parts;
  server.post(WEBHOOK_PATH, async (request, reply) => {
    // First the key, in constant time; nothing else of the request is looked at without it.
    const environment = await keys.environmentOf(request.headers[KEY_HEADER]);
    if (!environment) {
      metrics.webhooks.inc({ result: "refused" });
      logger.warn("A webhook call with a wrong key was refused", { route: WEBHOOK_PATH, httpStatus: 401 });
      return reply.code(401).send();
    }
    const sizeExceeded = request.headers["x-ms-dynamics-msg-size-exceeded"] !== undefined;
    const context = request.rawBody ? parseExecutionContext(request.rawBody, sizeExceeded) : null;
    if (!context || context.organizationId !== environment.organizationId) {
      metrics.webhooks.inc({ result: "refused" });
      logger.warn("A webhook call could not be read", {
        route: WEBHOOK_PATH,
        httpStatus: 400,
        environmentId: environment.id,
      });
      return reply.code(400).send();
    }
    const kind = KINDS[context.message];
    if (!kind) {
      metrics.webhooks.inc({ result: "ignored" });
      return reply.code(202).send();
    }
    const status = await takeAndStart(parts, environment, context, kind);
    metrics.webhooks.inc({ result: status < 300 ? "taken" : "refused" });
    return reply.code(status).send();
  });
}

/** Takes the operation durably, and gives a single record a moment to be done within this very answer. */
async function takeAndStart(
  parts: WebhookParts,
  environment: Environment,
  context: ExecutionContext,
  kind: Operation["kind"],
): Promise<200 | 202 | 400 | 409> {
  const { database, queue, logger } = parts;
  const { OperationId: given, ...input } = context.input ?? {};
  const id = typeof given === "string" ? normaliseGuid(given) : null;
  const fields = { environmentId: environment.id, correlationId: context.correlationId, kind };
  if (id === null) {
    logger.warn("An operation came without an id", fields);
    return 400;
  }
  const read = readRequest(input);
  const request: OperationRequest =
    "request" in read
      ? read.request
      : { table: String(input.Table ?? "").slice(0, 64), recordIds: [], refusal: read.issue };
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
  if (taken === "known" || request.recordIds.length > 1) {
    await queue.remind("operations", id, environment.id);
    return 202;
  }
  const work = workOnOperation(parts, environment.id, id).then(() => 200 as const);
  parts.track(work);
  work.catch((error) =>
    logger.error("An operation could not be started", { ...fields, operationId: id, error }),
  );
  return Promise.race([work, sleep(INLINE_MS, 202 as const, { ref: false })]);
}
