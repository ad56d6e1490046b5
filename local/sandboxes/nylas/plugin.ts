import type { FastifyInstance } from "fastify";
import { acceptEmptyJson, answerFaults } from "../rest";
import { api } from "./api";
import { controlRoutes } from "./control-routes";
import { badRequest, notFound, NylasFault } from "./errors";
import { pageRoutes } from "./page-routes";
import type { NylasSandbox } from "./sandbox";

/**
 * The sandbox as a Fastify plug-in; register it under a prefix of its own:
 * `app.register(nylasPlugin(sandbox), { prefix: "/sandboxes/nylas" })`.
 * Gives `/api/v3` (docs/nylas-contract.md), `/app` (pages for people) and `/control` (switches).
 */
export function nylasPlugin(sandbox: NylasSandbox) {
  return async function nylas(app: FastifyInstance, { prefix = "" }: { prefix?: string }): Promise<void> {
    acceptEmptyJson(app, badRequest);
    answerFaults(
      app,
      (status, message) =>
        status < 500 ? badRequest(message) : new NylasFault(500, "api.internal_error", "Internal error"),
      ({ method, url }) => notFound(`Nothing at ${method} ${url.split("?")[0]}`),
    );
    await app.register(api(sandbox), { prefix: "/api/v3" });
    await app.register(async (pages) => pageRoutes(pages, sandbox, `${prefix}/app`), { prefix: "/app" });
    await app.register(async (control) => controlRoutes(control, sandbox), { prefix: "/control" });
  };
}
