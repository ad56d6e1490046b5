import type { FastifyInstance } from "fastify";
import type { Environment } from "../../state/environments";
import { KEY_HEADER, WEBHOOK_PATH } from "../../environment/webhook-addresses";
import { isRowEvent, takeRowEvent, type RowEventParts } from "./dataverse-events";
import { parseExecutionContext, type ExecutionContext } from "./execution-context";
import { operationAskedBy, takeAndStart, type OperationsWebhookParts } from "./operations-door";
import type { WebhookKeys } from "../../connect/webhook-keys";

export type WebhookParts = OperationsWebhookParts & RowEventParts & { readonly keys: WebhookKeys };

/** How an answer is counted. */
type Result = "taken" | "known" | "ignored" | "refused" | "failed";

/**
 * `POST /dataverse/webhook`: operations people ask for, and what happened to rows. 2xx only once it is durably taken: a
 * refused operation fails the platform's call, a refused event becomes a system job that an admin can send again. 503 when
 * our database is away: the platform tries that once more by itself.
 */
export function addDataverseWebhook(server: FastifyInstance, parts: WebhookParts): void {
  const { keys, logger, metrics } = parts;
  server.post(WEBHOOK_PATH, async (request, reply) => {
    const answer = (httpStatus: number, result: Result) => {
      metrics.webhooks.inc({ result });
      return reply.code(httpStatus).send();
    };
    try {
      // First the key, in constant time; nothing else of the request is looked at without it.
      const environment = await keys.environmentOf(request.headers[KEY_HEADER]);
      if (!environment) {
        logger.warn("A webhook call with a wrong key was refused", { route: WEBHOOK_PATH, httpStatus: 401 });
        return answer(401, "refused");
      }
      const sizeExceeded = request.headers["x-ms-dynamics-msg-size-exceeded"] !== undefined;
      const context = request.rawBody ? parseExecutionContext(request.rawBody, sizeExceeded) : null;
      if (!context || context.organizationId !== environment.organizationId) {
        logger.warn("A webhook call could not be read", {
          route: WEBHOOK_PATH,
          httpStatus: 400,
          environmentId: environment.id,
        });
        return answer(400, "refused");
      }
      return answer(...(await dispatch(parts, environment, context)));
    } catch (error) {
      logger.error("A webhook call could not be taken", {
        route: WEBHOOK_PATH,
        httpStatus: 503,
        correlationId: request.id,
        error,
      });
      return answer(503, "failed");
    }
  });
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
