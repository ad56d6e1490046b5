import type { FastifyInstance } from "fastify";
import { hangUp, knownKey, loseAnswers, record } from "../rest";
import { crmRoutes } from "./crm/routes";
import { changesSomething, endpointOf } from "./endpoint";
import { forbidden, throttled, unauthorized } from "./errors";
import { inboxRoutes } from "./inbox-routes";
import { peopleRoutes } from "./people-routes";
import { recordRoutes } from "./record-routes";
import type { EnginySandbox } from "./sandbox";
import { webhookRoutes } from "./webhook-routes";

/** Enginy's REST interface: switches first, then the key and its scopes, then the endpoint's limit, then the work. */
export function api(sandbox: EnginySandbox) {
  return async function enginyApi(app: FastifyInstance): Promise<void> {
    const { keys, limits, switches } = sandbox;
    app.addHook("onRequest", async (request, reply) => {
      if ((await switches.before(request.method, changesSomething(request))) === "disconnect")
        return hangUp(reply);
      const key = knownKey(request.headers["x-api-key"], Object.keys(keys));
      if (!key) throw unauthorized();
      const endpoint = endpointOf(request);
      if (!endpoint) return;
      const granted = keys[key]!;
      if (!["ALL", ...endpoint.scopes].some((scope) => granted.includes(scope)))
        throw forbidden(endpoint.scopes);
      const wait = limits.take(key, `${request.method} ${request.routeOptions.url}`, endpoint);
      if (wait !== undefined) throw throttled(String(wait));
    });
    loseAnswers(app, switches, changesSomething);
    app.addHook("onResponse", async (request, reply) => record(sandbox, request, reply, changesSomething));
    recordRoutes(app, sandbox);
    peopleRoutes(app, sandbox);
    inboxRoutes(app, sandbox);
    webhookRoutes(app, sandbox);
    crmRoutes(app, sandbox);
  };
}
