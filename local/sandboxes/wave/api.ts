import type { FastifyInstance } from "fastify";
import { hangUp, knownBearer, record } from "../rest";
import { contactRoutes } from "./contact-routes";
import { unauthorized } from "./errors";
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
