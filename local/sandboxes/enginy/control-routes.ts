import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { commonControls } from "../control";
import { read } from "./requests";
import type { EnginySandbox } from "./sandbox";

const limitInput = z.strictObject({ perMinute: z.int().min(1).nullable() });

/** What a person, or a test, does to this Enginy from behind. */
export function controlRoutes(app: FastifyInstance, sandbox: EnginySandbox): void {
  const { companies, contacts, limits } = sandbox;
  commonControls(app, sandbox, () => ({ contacts: contacts.size, companies: companies.size }));
  app.post("/reset", async (_request, reply) => {
    sandbox.reset();
    return reply.status(204).send();
  });
  // Null: every endpoint's own limit again.
  app.put("/rate-limit", async (request, reply) => {
    limits.set(read(limitInput, request.body).perMinute ?? undefined);
    return reply.status(204).send();
  });
  app.get("/contacts", async () => ({ data: contacts.all() }));
  app.get("/companies", async () => ({ data: companies.all() }));
}
