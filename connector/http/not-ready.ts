import type { FastifyInstance } from "fastify";

/** After this time a caller can expect that this connector has started, or that another one has taken over. */
const RETRY_AFTER_SECONDS = 2;
const ALWAYS: ReadonlySet<string> = new Set(["/health", "/ready", "/metrics"]);

/** While the connector starts, waits for its database, or stops, it takes nothing: callers are to come again. */
export function refuseUntilReady(server: FastifyInstance, accepting: () => boolean): void {
  server.addHook("onRequest", async (request, reply) => {
    if (accepting() || ALWAYS.has(request.routeOptions.url ?? "")) return;
    return reply
      .code(503)
      .header("retry-after", RETRY_AFTER_SECONDS)
      .send({
        error: {
          code: "NOT_READY",
          message: "The connector is starting or stopping.",
          nextStep: "Try again in a moment. GET /ready says when it takes work.",
        },
      });
  });
}
