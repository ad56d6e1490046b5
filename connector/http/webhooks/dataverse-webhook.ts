import type { FastifyInstance } from "fastify";
import type { Strangers } from "../strangers";
import type { Environment } from "../../state/environments";
import { KEY_HEADER, WEBHOOK_PATH } from "../../environment/webhook-addresses";
import { isRowEvent, takeRowEvent, type RowEventParts } from "./dataverse-events";
import { parseExecutionContext, type ExecutionContext } from "./execution-context";
import { operationAskedBy, takeAndStart, type OperationsWebhookParts } from "./take-operations";
import type { WebhookKeys } from "../../connect/webhook-keys";

export type WebhookParts = OperationsWebhookParts &
  RowEventParts & { readonly keys: WebhookKeys; readonly strangers: Strangers };

declare module "fastify" {
  interface FastifyRequest {
    /** Whose key a call of the Dataverse webhook brought. */
    environment?: Environment;
  }
}

/** How an answer is counted. */
type Result = "taken" | "known" | "ignored" | "refused" | "failed";

/**
 * `POST /dataverse/webhook`: operations people ask for, and what happened to rows. 2xx only once it is durably taken: a
 * refused operation fails the platform's call, a refused event becomes a system job that an admin can send again. 503 when
 * our database is away: the platform tries that once more by itself.
 */
export function addDataverseWebhook(server: FastifyInstance, parts: WebhookParts): void {
  const { keys, logger, metrics, strangers } = parts;
  const count = (httpStatus: number, result: Result) => {
    metrics.webhooks.inc({ result });
    return httpStatus;
  };
  const failed = (id: string, error: unknown) => {
    logger.error("A webhook call could not be taken", {
      route: WEBHOOK_PATH,
      httpStatus: 503,
      correlationId: id,
      error,
    });
    return count(503, "failed");
  };
  server.decorateRequest("environment");
  server.post(
    WEBHOOK_PATH,
    {
      // First the key, in constant time and without a query; nothing else of the request is looked at before, its body least.
      async onRequest(request, reply) {
        try {
          request.environment = await keys.environmentOf(request.headers[KEY_HEADER]);
        } catch (error) {
          return reply.code(failed(request.id, error)).send();
        }
        if (request.environment) return;
        const status = count(strangers.refuse(request, reply, 401, "wrongKey"), "refused");
        return reply.code(status).send();
      },
    },
    async (request, reply) => {
      const environment = request.environment!;
      try {
        const sizeExceeded = request.headers["x-ms-dynamics-msg-size-exceeded"] !== undefined;
        const context = request.rawBody ? parseExecutionContext(request.rawBody, sizeExceeded) : null;
        if (!context || context.organizationId !== environment.organizationId) {
          logger.warn("A webhook call could not be read", {
            route: WEBHOOK_PATH,
            httpStatus: 400,
            environmentId: environment.id,
          });
          return reply.code(count(400, "refused")).send();
        }
        return reply.code(count(...(await dispatch(parts, environment, context)))).send();
      } catch (error) {
        return reply.code(failed(request.id, error)).send();
      }
    },
  );
}

async function dispatch(
  parts: WebhookParts,
  environment: Environment,
  context: ExecutionContext,
): Promise<readonly [status: number, result: Result]> {
  const kind = operationAskedBy(context.message);
  if (kind) {
    const status = await takeAndStart(parts, environment, context, kind);
    return [status, status < 300 ? "taken" : "refused"];
  }
  if (isRowEvent(context)) {
    const taken = await takeRowEvent(parts, environment.id, context);
    return [202, taken ? "taken" : "ignored"];
  }
  return [202, "ignored"];
}
