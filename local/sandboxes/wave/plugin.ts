import type { FastifyInstance } from "fastify";
import { acceptEmptyJson, answerFaults } from "../rest";
import { api } from "./api";
import { appRoutes } from "./app-routes";
import { controlRoutes } from "./control-routes";
import { badRequest, WaveFault } from "./errors";
import type { WaveSandbox } from "./sandbox";

/**
 * The sandbox as a Fastify plug-in; register it under a prefix of its own:
 * `app.register(wavePlugin(sandbox), { prefix: "/sandboxes/wave" })`.
 * Gives `/v1` (docs/wave-contract.md), `/app` (pages for people) and `/control` (switches).
 */
export function wavePlugin(sandbox: WaveSandbox) {
  return async function wave(app: FastifyInstance): Promise<void> {
    acceptEmptyJson(app, badRequest);
    answerFaults(
      app,
      (status, message) =>
        new WaveFault(
          status,
          status < 500 ? "bad_request" : "internal_error",
          message || "Something failed.",
        ),
      ({ method, url }) =>
        new WaveFault(404, "not_found", `There is nothing at ${method} ${url.split("?")[0]}.`),
    );
    await app.register(api(sandbox), { prefix: "/v1" });
    await app.register(appRoutes(sandbox), { prefix: "/app" });
    await app.register(async (control) => controlRoutes(control, sandbox), { prefix: "/control" });
  };
}
