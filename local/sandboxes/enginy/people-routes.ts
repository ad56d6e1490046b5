import type { FastifyInstance } from "fastify";
import { success } from "./answers";
import { reads } from "./endpoint";
import { performance } from "./performance";
import { performanceQuery, read } from "./requests";
import type { EnginySandbox } from "./sandbox";

/** Who tasks are given to (the shape is inferred), and what identities did. */
export function peopleRoutes(app: FastifyInstance, sandbox: EnginySandbox): void {
  app.get("/tasks/owners", reads("OWNERS_READ"), async () => ({ data: sandbox.owners }));
  app.get("/identities/performance", reads("ANALYTICS_READ", "IDENTITIES_READ"), async (request) =>
    success(performance(sandbox.identities, sandbox.engagement.done, read(performanceQuery, request.query))),
  );
}
