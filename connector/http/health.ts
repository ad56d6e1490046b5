import type { FastifyInstance } from "fastify";
import type { Database } from "../database/database";
import type { Metrics } from "../metrics/metrics";

export interface HealthParts {
  readonly database: Database;
  readonly metrics: Metrics;
  /** False while starting and stopping. */
  readonly accepting: () => boolean;
}

/** For operators, on a listener of their own. `/health`: the process lives. `/ready`: it can do work, so send it some. `/metrics`: Prometheus' text format. */
export function addHealthRoutes(
  server: FastifyInstance,
  { database, metrics, accepting }: HealthParts,
): void {
  server.get("/health", async () => ({ status: "ok" }));

  server.get("/ready", async (_request, reply) => {
    if (!accepting()) return reply.code(503).send({ status: "stopping" });
    try {
      await database.query("select 1");
      return { status: "ready" };
    } catch {
      return reply.code(503).send({ status: "database unreachable" });
    }
  });

  server.get("/metrics", async (_request, reply) => {
    reply.header("content-type", metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
