import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { normaliseGuid } from "../../../core/values/guid";
import { goodSecrets } from "../../connect/webhook-secret";
import type { Clock } from "../../clock/clock";
import type { Database } from "../../database/database";
import type { Reason, Strangers } from "../strangers";
import type { Logger } from "../../logging/logger";
import type { Metrics } from "../../metrics/metrics";
import type { Queue } from "../../work/queue";
import { systemWebhookPath } from "../../environment/webhook-addresses";
import { SYSTEMS } from "../../systems/registry";
import type { MappingsAtHand } from "./mappings-at-hand";
import { remindOfChanges } from "./remind-of-changes";
import { takeCalls, type EventsOfConnection } from "./take-events";
import { together } from "./together";
import type { WebhookConnection, WebhookConnections } from "../../connect/webhook-connections";

/** An event is a few kilobytes; a note may be long. */
export const EVENT_LIMIT_BYTES = 256 * 1024;

/** The largest that any system sends; each is held to its own. */
const LARGEST_BYTES = Math.max(EVENT_LIMIT_BYTES, ...SYSTEMS.map(({ inbound }) => inbound?.mostBytes ?? 0));

export interface SystemWebhookParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly senders: WebhookConnections;
  readonly mappings: MappingsAtHand;
  readonly strangers: Strangers;
}

declare module "fastify" {
  interface FastifyRequest {
    /** The connection that a system's call is addressed to. */
    sender?: WebhookConnection;
  }
}

/** What became of a call; the answer's body says it too. */
type Result = "taken" | "known" | "ignored" | "refused" | "failed";

/**
 * `POST /webhooks/{system}/{environment}`: a system tells of changes. 202 once every event is durably taken, 200 when all
 * were known already (200 for both, where the system takes nothing else for "taken"), 401 and 400 for calls that prove nothing or make no sense, 404 and 410 where nothing is connected
 * (any more), 413 for what is larger than the system's events are, 429 to who was refused too often, 503 when they could not be taken: the system tells them again. `GET` answers
 * a system that looks whether it is we who asked for its events.
 */
export function addSystemWebhook(server: FastifyInstance, parts: SystemWebhookParts): void {
  const { clock, database, logger, metrics, senders, strangers } = parts;
  const take = together((calls: readonly EventsOfConnection[]) => takeCalls(database, calls), clock);
  const path = systemWebhookPath(":system", ":environmentId");
  const answer = (reply: FastifyReply, httpStatus: number, status: Result) => {
    metrics.webhooks.inc({ result: status });
    return reply.code(httpStatus).send({ status });
  };
  const failed = (request: FastifyRequest, reply: FastifyReply, error: unknown) => {
    logger.error("Events could not be taken", { route: path, correlationId: request.id, error });
    return answer(reply, 503, "failed");
  };
  server.decorateRequest("sender");
  server.get<{ Params: { system: string; environmentId: string } }>(path, async (request, reply) => {
    const refuse = (status: number) =>
      answer(reply, strangers.refuse(request, reply, status, "unknownAddress"), "refused");
    try {
      const { environmentId, system } = request.params;
      const id = normaliseGuid(environmentId);
      const found = id ? await senders.find(system, id) : "unknown";
      if (found === "unknown") return refuse(404);
      if (found === "gone") return refuse(410);
      const challenge = found.inbound?.challenge?.(new URL(request.url, "http://localhost").searchParams);
      if (challenge === null || challenge === undefined) return refuse(404);
      return reply.code(200).type("text/plain; charset=utf-8").send(challenge);
    } catch (error) {
      return failed(request, reply, error);
    }
  });
  server.post<{ Params: { system: string; environmentId: string } }>(
    path,
    {
      bodyLimit: LARGEST_BYTES,
      // What is known without the body is looked at before it is read.
      async onRequest(request, reply) {
        const refuse = (status: number, reason: Reason, place?: string) =>
          answer(reply, strangers.refuse(request, reply, status, reason, place), "refused");
        try {
          const { system, environmentId } = request.params;
          const id = normaliseGuid(environmentId);
          const found = id ? await senders.find(system, id) : "unknown";
          if (found === "unknown" || (found !== "gone" && !found.inbound))
            return refuse(404, "unknownAddress");
          if (found === "gone") return refuse(410, "unknownAddress");
          // Checking a proof needs the body. A caller that failed too often is refused for a while, for this connection only.
          if (strangers.isBarred(request, found.id)) return refuse(429, "noProof", found.id);
          const most = found.inbound?.mostBytes ?? EVENT_LIMIT_BYTES;
          if (Number(request.headers["content-length"] ?? 0) > most) return answer(reply, 413, "refused");
          request.sender = found;
        } catch (error) {
          return failed(request, reply, error);
        }
      },
    },
    async (request, reply) => {
      const sender = request.sender!;
      const where = { environmentId: sender.environmentId, connectionId: sender.id };
      try {
        const now = clock.now();
        const { mostBytes = EVENT_LIMIT_BYTES, takenStatus = 202 } = sender.inbound!;
        if ((request.rawBody?.length ?? 0) > mostBytes) return answer(reply, 413, "refused");
        const heard = sender.inbound!.readEvents(sender.settings, {
          rawBody: request.rawBody ?? Buffer.alloc(0),
          headers: request.headers,
          secrets: sender.secret ? goodSecrets(sender.secret, now) : [],
          now,
        });
        if ("refused" in heard) {
          if (heard.refused === "signature")
            return answer(reply, strangers.refuse(request, reply, 401, "noProof", sender.id), "refused");
          logger.warn("Events that make no sense were refused", {
            route: path,
            httpStatus: 400,
            correlationId: request.id,
            ...where,
          });
          return answer(reply, 400, "refused");
        }
        if (heard.events.length === 0) return answer(reply, takenStatus, "ignored");
        const taken = await take({
          ...where,
          correlationId: request.id,
          events: heard.events,
          mappings: await parts.mappings.of(sender.environmentId),
        });
        if (taken === 0) return answer(reply, 200, "known");
        await remindOfChanges(parts, sender.environmentId);
        return answer(reply, takenStatus, "taken");
      } catch (error) {
        return failed(request, reply, error);
      }
    },
  );
}
