import type { FastifyInstance } from "fastify";
import type { DatabaseTrouble } from "../database/away-error";
import type { WatchedDatabase } from "../database/watched-database";
import type { Metrics } from "../metrics/metrics";

export interface HealthParts {
  readonly database: Pick<WatchedDatabase, "query" | "trouble">;
  readonly metrics: Metrics;
  /** False while starting and stopping. */
  readonly accepting: () => boolean;
}

const TROUBLE: Readonly<Record<DatabaseTrouble, string>> = {
  unreachable: "database unreachable",
  full: "database full",
};

/** For operators, on a listener of their own. `/health`: the process lives. `/ready`: it can do work, so send it some. `/metrics`: Prometheus' text format. */
export function addHealthRoutes(
  server: FastifyInstance,
  { database, metrics, accepting }: HealthParts,
): void {
  server.get("/health", async () => ({ status: "ok" }));

  server.get("/ready", async (_request, reply) => {
    // Ask the database now: it may not have been used for a while.
    const answers = await database.query("select 1").then(
      () => true,
      () => false,
    );
    const trouble = database.trouble ?? (answers ? null : "unreachable");
    if (trouble) return reply.code(503).send({ status: TROUBLE[trouble] });
    if (!accepting()) return reply.code(503).send({ status: "starting or stopping" });
    return { status: "ready" };
  });

  server.get("/metrics", async (_request, reply) => {
    reply.header("content-type", metrics.registry.contentType);
    return metrics.registry.metrics();
  });
}
