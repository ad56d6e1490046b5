import type { FastifyInstance } from "fastify";
import { acceptEmptyJson, answerFaults } from "../rest";
import { api } from "./api";
import { controlRoutes } from "./control-routes";
import { badRequest, EnginyFault, notFound } from "./errors";
import { pageRoutes } from "./page-routes";
import type { EnginySandbox } from "./sandbox";

/**
 * The sandbox as a Fastify plug-in; register it under a prefix of its own:
 * `app.register(enginyPlugin(sandbox), { prefix: "/sandboxes/enginy" })`.
 * Gives `/api/v1` (docs/enginy-contract.md), `/app` (pages for people) and `/control` (switches).
 */
export function enginyPlugin(sandbox: EnginySandbox) {
  return async function enginy(app: FastifyInstance, { prefix = "" }: { prefix?: string }): Promise<void> {
    acceptEmptyJson(app, badRequest);
    answerFaults(
      app,
      (status, message) => (status < 500 ? badRequest(message) : new EnginyFault(500, "Internal error")),
      ({ method, url }) => notFound(`Nothing at ${method} ${url.split("?")[0]}`),
    );
    await app.register(api(sandbox), { prefix: "/api/v1" });
    await app.register(async (pages) => pageRoutes(pages, sandbox, `${prefix}/app`), { prefix: "/app" });
    await app.register(async (control) => controlRoutes(control, sandbox), { prefix: "/control" });
  };
}
