import type { FastifyInstance, FastifyRequest } from "fastify";
import { z } from "zod";
import { commonControls, deliveryControls } from "../control";
import type { NewCampaign } from "./campaigns";
import { crmControls } from "./crm/control-routes";
import { notFound } from "./errors";
import type { EnginyRecord } from "./record";
import type { RecordStore } from "./record-store";
import { idOf, read } from "./requests";
import type { EnginySandbox } from "./sandbox";

const limitInput = z.strictObject({ perMinute: z.int().min(1).nullable() });

const reaction = z.discriminatedUnion("what", [
  z.strictObject({ what: z.literal("reply"), messageId: z.int(), text: z.string().min(1) }),
  z.strictObject({ what: z.enum(["open", "click"]), messageId: z.int() }),
]);

type ById = { Params: { id: string } };

const idIn = (request: FastifyRequest<ById>) => idOf(request.params.id);

/** What a person, or a test, does to this Enginy from behind. */
export function controlRoutes(app: FastifyInstance, sandbox: EnginySandbox): void {
  const { companies, contacts, limits, webhooks } = sandbox;
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
  deliveryControls(app, "/webhooks", webhooks);
  recordControls(app, "/contacts", contacts);
  recordControls(app, "/companies", companies);
  campaignControls(app, sandbox);
  crmControls(app, sandbox);
}

/** Records are taken as they are: who steers the sandbox knows what a record is. */
function recordControls<R extends EnginyRecord>(
  app: FastifyInstance,
  path: string,
  store: RecordStore<R>,
): void {
  type Input = Parameters<typeof store.create>[0];
  app.get(path, async () => ({ data: store.all() }));
  app.post(path, async (request) => store.create(request.body as Input));
  app.patch<ById>(`${path}/:id`, async (request) => store.update(idIn(request), request.body as Input));
  app.delete<ById>(`${path}/:id`, async (request, reply) => {
    store.remove(idIn(request));
    return reply.status(204).send();
  });
}

function campaignControls(app: FastifyInstance, { campaigns, engagement, tasks }: EnginySandbox): void {
  app.get("/campaigns", async () => ({
    data: campaigns.list().map((campaign) => ({ ...campaign, leads: campaigns.leadsOf(campaign.id) })),
  }));
  app.post<{ Body: NewCampaign & { readonly contactIds?: readonly number[] } }>(
    "/campaigns",
    async (request) => {
      const { contactIds = [], ...input } = request.body;
      const campaign = campaigns.create(input);
      campaigns.enrol(campaign.id, contactIds);
      return campaign;
    },
  );
  app.post<ById>("/campaigns/:id/step", async (request) => {
    campaigns.step(idIn(request));
    return { leads: campaigns.leadsOf(idIn(request)) };
  });
  app.get<ById>("/contacts/:id/messages", async (request) => ({
    data: engagement.messages.of(idIn(request)),
  }));
  // What campaigns leave to chance, on purpose.
  app.post("/happen", async (request, reply) => {
    const input = read(reaction, request.body);
    const message = engagement.messages.find(input.messageId);
    if (!message) throw notFound(`Message ${input.messageId} not found`);
    if (input.what === "reply") engagement.reply(message, input.text);
    else engagement.messages.count(input.messageId, input.what === "open" ? "viewCount" : "clickCount");
    return reply.status(204).send();
  });
  app.get("/tasks", async () => ({ data: tasks.list() }));
}
