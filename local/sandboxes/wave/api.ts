import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { contactRoutes } from "./contact-routes";
import { unauthorized, WaveFault } from "./errors";
import type { WaveSandbox } from "./sandbox";
import { subscriptionRoutes } from "./subscription-routes";
import { teamRoutes } from "./team-routes";

/** The REST interface under `/v1`: faults first, then the key, then the limit, then the work. */
export function api(sandbox: WaveSandbox) {
  return async function waveApi(app: FastifyInstance): Promise<void> {
    app.addHook("onRequest", async (request, reply) => {
      if ((await sandbox.faults.before(request.method)) === "disconnect") {
        reply.hijack();
        reply.raw.destroy();
        return;
      }
      const key = bearer(request);
      if (!key || !isKnown(key, sandbox.apiKeys)) throw unauthorized();
      sandbox.limiter.take(key);
    });

    app.addHook("onResponse", async (request, reply) => record(sandbox, request, reply));

    contactRoutes(app, sandbox);
    teamRoutes(app, sandbox);
    subscriptionRoutes(app, sandbox);
  };
}

function bearer(request: FastifyRequest): string | undefined {
  return /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
}

function isKnown(key: string, keys: readonly string[]): boolean {
  return keys.some((known) => timingSafeEqual(digest(known), digest(key)));
}

/** Equal lengths for a comparison in constant time. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}

function record(sandbox: WaveSandbox, request: FastifyRequest, reply: FastifyReply): void {
  const correlationId = request.headers["x-correlation-id"];
  sandbox.trace.add({
    at: sandbox.now().toISOString(),
    method: request.method,
    url: request.url,
    status: reply.statusCode,
    correlationId: typeof correlationId === "string" ? correlationId : null,
  });
}

/** Wave's shape for every error, also for those Fastify finds (a body that is no JSON, an unknown path). */
export function sendFault(error: unknown, reply: FastifyReply): FastifyReply {
  if (error instanceof WaveFault) return reply.status(error.status).headers(error.headers).send(error.body());
  const { statusCode = 500, message } = error as { statusCode?: number; message?: string };
  const code = statusCode < 500 ? "bad_request" : "internal_error";
  return reply
    .status(statusCode)
    .send(new WaveFault(statusCode, code, message ?? "Something failed.").body());
}
