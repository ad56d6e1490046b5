import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { badRequest, WaveFault } from "./errors";
import type { WaveSandbox } from "./sandbox";
import type { Subscription } from "./subscriptions";

const EVENTS = ["contact.created", "contact.updated", "contact.deleted"] as const;

const subscriptionInput = z.strictObject({
  url: z.url({ protocol: /^https?$/ }),
  secret: z.string().min(16),
  format: z.enum(["structured", "flat"]).default("structured"),
  events: z
    .array(z.enum(EVENTS))
    .min(1)
    .default([...EVENTS]),
});

/** `/webhooks`: who hears of changes. Secrets go in and never come out. */
export function subscriptionRoutes(app: FastifyInstance, sandbox: WaveSandbox): void {
  const { subscriptions } = sandbox.webhooks;

  app.get("/webhooks", async () => ({ data: subscriptions.list().map(shown) }));

  app.post("/webhooks", async (request, reply) => {
    const parsed = subscriptionInput.safeParse(request.body);
    if (!parsed.success) throw badRequest(z.prettifyError(parsed.error));
    return reply.status(201).send(shown(subscriptions.add(parsed.data)));
  });

  app.delete<{ Params: { id: string } }>("/webhooks/:id", async (request, reply) => {
    const { id } = request.params;
    if (!subscriptions.remove(id))
      throw new WaveFault(404, "not_found", `There is no webhook with the id "${id}".`);
    return reply.status(204).send();
  });
}

function shown({ id, url, format, events }: Subscription): unknown {
  return { id, url, format, events };
}
