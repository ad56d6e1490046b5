import type { FastifyInstance } from "fastify";
import { z } from "zod";
import { success } from "./answers";
import { reads, writes } from "./endpoint";
import { badRequest } from "./errors";
import { EVENT_TYPES } from "./events";
import { pageOf } from "./paging";
import { requirePublic } from "./public-address";
import { idOf, pageQuery, read } from "./requests";
import type { EnginySandbox } from "./sandbox";
import { shownSubscription } from "./subscriptions";

const change = z
  .strictObject({
    name: z.string().min(1).max(255),
    url: z.url({ protocol: /^https?$/ }),
    events: z.array(z.enum(EVENT_TYPES)).min(1),
    /** Null removes it. */
    secret: z.string().min(8).max(256).nullable(),
    campaignIds: z.array(z.int()),
    customFields: z.array(z.string()),
    enabled: z.boolean(),
  })
  .partial();

const subscription = change.required({ name: true, url: true, events: true });

const NEW = { secret: null, campaignIds: [], customFields: [], enabled: true };

type ById = { Params: { webhookId: string } };

/** Who hears of what happens. The scope `ALL` is documented for the log, and inferred for the others. */
export function webhookRoutes(app: FastifyInstance, sandbox: EnginySandbox): void {
  const { fields, switches, webhooks } = sandbox;
  const { subscriptions } = webhooks;
  const check = ({ customFields = [], url }: z.infer<typeof change>) => {
    if (url !== undefined) requirePublic("url", url, switches.current.ownAddresses === "refused");
    for (const id of customFields)
      if (!fields.contact.has(id) && !fields.company.has(id)) throw badRequest(`Unknown field: ${id}`);
  };

  app.get("/webhooks", reads("ALL"), async (request) =>
    pageOf(subscriptions.list().map(shownSubscription), read(pageQuery, request.query)),
  );

  app.post("/webhooks", writes("ALL"), async (request, reply) => {
    const input = read(subscription, request.body);
    check(input);
    // 201 is inferred.
    return reply.status(201).send(success(shownSubscription(subscriptions.add({ ...NEW, ...input }))));
  });

  app.patch<ById>("/webhooks/:webhookId", writes("ALL"), async (request) => {
    const input = read(change, request.body);
    check(input);
    return success(shownSubscription(subscriptions.change(idOf(request.params.webhookId), input)));
  });

  app.get<ById>("/webhooks/:webhookId/logs", reads("ALL"), async (request) => {
    const { id } = subscriptions.get(idOf(request.params.webhookId));
    return pageOf(webhooks.log(id), read(pageQuery, request.query));
  });
}
