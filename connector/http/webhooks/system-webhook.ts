import type { FastifyInstance } from "fastify";
import { normaliseGuid } from "../../../core/values/guid";
import { goodSecrets } from "../../connect/webhook-secret";
import type { Clock } from "../../clock/clock";
import type { Database } from "../../database/database";
import type { Logger } from "../../logging/logger";
import type { Metrics } from "../../metrics/metrics";
import type { Queue } from "../../work/queue";
import { systemWebhookPath } from "../../environment/webhook-addresses";
import type { MappingsAtHand } from "./mappings-at-hand";
import { remindOfChanges } from "./remind-of-changes";
import { takeCalls, type EventsOfConnection } from "./take-events";
import { together } from "./together";
import type { WebhookConnections } from "../../connect/webhook-connections";

/** An event is a few kilobytes; a note may be long. */
export const EVENT_LIMIT_BYTES = 256 * 1024;

export interface SystemWebhookParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly senders: WebhookConnections;
  readonly mappings: MappingsAtHand;
}

/** What became of a call; the answer's body says it too. */
type Result = "taken" | "known" | "ignored" | "refused" | "failed";

/** How a call is answered, by the system's own kind of refusal. */
const REFUSED = { signature: 401, unreadable: 400 } as const;

/**
 * `POST /webhooks/{system}/{environment}`: a system tells of changes. 202 once every event is durably taken, 200 when all
 * were known already, 401 and 400 for calls that prove nothing or make no sense, 404 and 410 where nothing is connected
 * (any more), 503 when they could not be taken: the system tells them again.
 */
export function addSystemWebhook(server: FastifyInstance, parts: SystemWebhookParts): void {
  const { clock, database, logger, metrics, senders } = parts;
  const take = together((calls: readonly EventsOfConnection[]) => takeCalls(database, calls), clock);
  const path = systemWebhookPath(":system", ":environmentId");
  const options = { bodyLimit: EVENT_LIMIT_BYTES };
  server.post<{ Params: { system: string; environmentId: string } }>(
    path,
    options,
    async (request, reply) => {
      const answer = (httpStatus: number, status: Result) => {
        metrics.webhooks.inc({ result: status });
        return reply.code(httpStatus).send({ status });
      };
      const refuse = (httpStatus: number, message: string, fields = {}) => {
        logger.warn(message, { route: path, httpStatus, correlationId: request.id, ...fields });
        return answer(httpStatus, "refused");
      };
      try {
        const environmentId = normaliseGuid(request.params.environmentId);
        const found = environmentId ? await senders.find(request.params.system, environmentId) : "unknown";
        if (found === "unknown") return refuse(404, "Events came for something that is not connected");
        if (found === "gone") return refuse(410, "Events came for something that is not connected any more");
        const where = { environmentId: found.environmentId, connectionId: found.id };
        const now = parts.clock.now();
        const heard = found.module.readEvents(found.settings, {
          rawBody: request.rawBody ?? Buffer.alloc(0),
          headers: request.headers,
          secrets: found.secret ? goodSecrets(found.secret, now) : [],
          now,
        });
        if ("refused" in heard)
          return refuse(
            REFUSED[heard.refused],
            "Events that prove nothing or make no sense were refused",
            where,
          );
        if (heard.events.length === 0) return answer(202, "ignored");
        const taken = await take({
          ...where,
          correlationId: request.id,
          events: heard.events,
          mappings: await parts.mappings.of(found.environmentId),
        });
        if (taken === 0) return answer(200, "known");
        await remindOfChanges(parts, found.environmentId);
        return answer(202, "taken");
      } catch (error) {
        logger.error("Events could not be taken", { route: path, correlationId: request.id, error });
        return answer(503, "failed");
      }
    },
  );
}
