import type { FastifyInstance } from "fastify";
import { deliveryControls } from "../../control";
import { notFound } from "../errors";
import { idOf } from "../requests";
import type { EnginySandbox } from "../sandbox";
import type { CrmFaults } from "./client";
import type { EngagementFields } from "./custom-crm";

/** What a person, or a test, does to the CRM's side of this Enginy from behind. */
export function crmControls(app: FastifyInstance, { contacts, crm, tasks }: EnginySandbox): void {
  deliveryControls(app, "/crm", crm);
  app.get("/crm", async () => {
    const { apiKey: _secret, ...settings } = crm.settings ?? {};
    const connected = crm.settings !== null;
    return { connected, ...settings, other: crm.other, logged: Object.fromEntries(crm.logged) };
  });
  app.delete("/crm", async (_request, reply) => {
    crm.disconnect();
    return reply.status(204).send();
  });
  app.get("/crm/calls", async () => ({ data: crm.client.calls }));
  app.put<{ Body: Partial<CrmFaults> }>("/crm/faults", async (request, reply) => {
    crm.client.setFaults(request.body);
    return reply.status(204).send();
  });
  app.put<{ Body: EngagementFields }>("/crm/engagement-fields", async (request, reply) => {
    crm.engagementFields = request.body;
    return reply.status(204).send();
  });
  app.put<{ Body: { readonly name: string | null } }>("/crm/other", async (request, reply) => {
    crm.other = request.body.name;
    return reply.status(204).send();
  });
  // All contacts where none are named.
  app.post<{ Body?: { readonly contactIds?: readonly number[] } }>("/crm/export", async (request) => {
    await crm.export(request.body?.contactIds ?? contacts.all().map(({ id }) => id));
    return { calls: crm.client.calls.length };
  });
  app.post("/crm/health", async () => ({ healthy: crm.settings !== null && (await crm.test(crm.settings)) }));
  app.post("/crm/tasks/pull", async (_request, reply) => {
    await crm.pullTasks();
    return reply.status(204).send();
  });
  app.post<{ Params: { id: string } }>("/tasks/:id/complete", async (request, reply) => {
    const task = tasks.find(idOf(request.params.id));
    if (!task) throw notFound("No such task");
    await crm.complete(task);
    return reply.status(204).send();
  });
}
