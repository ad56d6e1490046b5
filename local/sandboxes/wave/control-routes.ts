import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { deliveryControls } from "../control";
import type { WaveContact } from "./contact";
import { badRequest } from "./errors";
import type { WaveSandbox } from "./sandbox";
import { parseContactInput } from "./validation";

const faultInput = z.strictObject({
  down: z.enum(["unavailable", "disconnect"]).nullable().optional(),
  throttle: z
    .strictObject({ next: z.int().min(1), retryAfter: z.string().default("1") })
    .nullable()
    .optional(),
  latency: z.int().min(0).max(120_000).optional(),
  fail: z
    .strictObject({
      next: z.int().min(1),
      status: z.int().min(400).max(599),
      writesOnly: z.boolean().optional(),
    })
    .nullable()
    .optional(),
  loseAnswers: z
    .strictObject({ next: z.int().min(1), how: z.enum(["hang", "disconnect"]) })
    .nullable()
    .optional(),
});

const limitInput = z.strictObject({ perSecond: z.number().positive(), burst: z.int().min(1) });

type ById = { Params: { id: string } };

/**
 * `/control`: what a person, or a test, does to this Wave from behind. Needs no key, knows no limits and stays
 * up when the REST interface is switched off.
 */
export function controlRoutes(app: FastifyInstance, sandbox: WaveSandbox): void {
  app.get("/state", async () => ({
    contacts: sandbox.store.size,
    requests: sandbox.trace.total,
    faults: sandbox.faults.current,
  }));
  app.post("/reset", async (_request, reply) => {
    sandbox.reset();
    return reply.status(204).send();
  });

  app.put("/faults", async (request) => {
    sandbox.faults.set(read(faultInput, request.body));
    return sandbox.faults.current;
  });
  app.delete("/faults", async () => {
    sandbox.faults.clear();
    return sandbox.faults.current;
  });
  app.put("/rate-limit", async (request, reply) => {
    sandbox.limiter.setLimit(read(limitInput, request.body));
    return reply.status(204).send();
  });

  app.get("/requests", async () => ({ total: sandbox.trace.total, requests: sandbox.trace.list() }));
  app.delete("/requests", async (_request, reply) => {
    sandbox.trace.clear();
    return reply.status(204).send();
  });

  contactControls(app, sandbox);
  webhookControls(app, sandbox);
}

function contactControls(app: FastifyInstance, { store }: WaveSandbox): void {
  app.get("/contacts", async () => ({ data: store.all(), total: store.size }));
  app.get<ById>("/contacts/:id", async (request) => store.get(request.params.id));
  app.post("/contacts", async (request) => store.create(parseContactInput(request.body)));
  app.patch<ById>("/contacts/:id", async (request) => {
    return store.update(request.params.id, parseContactInput(request.body));
  });
  app.delete<ById>("/contacts/:id", async (request, reply) => {
    store.delete(request.params.id);
    return reply.status(204).send();
  });
  // Samples come from local/samples, which made or checked them: they are taken as they are.
  app.post("/load", { bodyLimit: 512 * 1024 * 1024 }, async (request) => {
    const contacts = (request.body as { contacts?: WaveContact[] } | null)?.contacts;
    if (!Array.isArray(contacts)) throw badRequest('The body must be {"contacts": [...]}.');
    store.load(contacts);
    return { contacts: store.size };
  });
}

function webhookControls(app: FastifyInstance, { webhooks }: WaveSandbox): void {
  app.get("/webhooks/deliveries", async () => ({ data: webhooks.deliveries }));
  deliveryControls(app, "/webhooks", webhooks);
}

function read<T>(schema: z.ZodType<T>, body: unknown): T {
  const parsed = schema.safeParse(body);
  if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
  return parsed.data;
}
