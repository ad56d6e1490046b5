import type { FastifyInstance } from "fastify";
import { api, sendFault } from "./api";
import { appRoutes } from "./app-routes";
import { controlRoutes } from "./control-routes";
import { WaveFault } from "./errors";
import type { WaveSandbox } from "./sandbox";

/**
 * The sandbox as a Fastify plug-in; register it under a prefix of its own:
 * `app.register(wavePlugin(sandbox), { prefix: "/sandboxes/wave" })`.
 * Gives `/v1` (docs/wave-contract.md), `/app` (pages for people) and `/control` (switches).
 */
export function wavePlugin(sandbox: WaveSandbox) {
  return async function wave(app: FastifyInstance): Promise<void> {
    acceptEmptyJson(app);
    app.setErrorHandler(async (error, _request, reply) => sendFault(error, reply));
    app.setNotFoundHandler(async (request, reply) =>
      sendFault(
        new WaveFault(
          404,
          "not_found",
          `There is nothing at ${request.method} ${request.url.split("?")[0]}.`,
        ),
        reply,
      ),
    );
    await app.register(api(sandbox), { prefix: "/v1" });
    await app.register(appRoutes(sandbox), { prefix: "/app" });
    await app.register(async (control) => controlRoutes(control, sandbox), { prefix: "/control" });
  };
}

/** A switch is often flipped by a POST with a JSON content type and no body at all. */
function acceptEmptyJson(app: FastifyInstance): void {
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    if (body === "") return done(null, undefined);
    try {
      done(null, JSON.parse(body as string));
    } catch {
      done(new WaveFault(400, "bad_request", "The body is no JSON."), undefined);
    }
  });
}
