import type { FastifyInstance, FastifyReply } from "fastify";
import { hangUp, knownBearer, record } from "../rest";
import { contactRoutes } from "./contact-routes";
import { unauthorized, WaveFault } from "./errors";
import type { WaveSandbox } from "./sandbox";
import { subscriptionRoutes } from "./subscription-routes";
import { teamRoutes } from "./team-routes";

/** The REST interface under `/v1`: faults first, then the key, then the limit, then the work. */
export function api(sandbox: WaveSandbox) {
  return async function waveApi(app: FastifyInstance): Promise<void> {
    app.addHook("onRequest", async (request, reply) => {
      if ((await sandbox.faults.before(request.method)) === "disconnect") return hangUp(reply);
      const key = knownBearer(request, sandbox.apiKeys);
      if (!key) throw unauthorized();
      sandbox.limiter.take(key);
    });

    app.addHook("onResponse", async (request, reply) => record(sandbox, request, reply));

    contactRoutes(app, sandbox);
    teamRoutes(app, sandbox);
    subscriptionRoutes(app, sandbox);
  };
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
