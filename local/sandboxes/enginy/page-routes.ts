import type { FastifyInstance, FastifyRequest } from "fastify";
import { acceptForms, sendPage } from "../page";
import { foreign } from "./errors";
import { idOf } from "./requests";
import {
  campaignListPage,
  campaignPage,
  COMPANY_INPUTS,
  companyListPage,
  companyPage,
  crmPage,
} from "./pages";
import { CONTACT_INPUTS, contactListPage, contactPage, type ContactShown } from "./pages";
import type { EnginyContact } from "./record";
import type { EnginySandbox } from "./sandbox";

/** The latest calls that a page shows. */
const SHOWN_CALLS = 100;

type ById = { Params: { id: string }; Querystring: { saved?: string } };

/** Pages for people: where "open in Enginy" leads, and where somebody changes a record as a user of Enginy would. */
export function pageRoutes(app: FastifyInstance, sandbox: EnginySandbox, base: string): void {
  acceptForms(app, foreign);
  const { campaigns, companies, contacts, crm, engagement } = sandbox;
  const shown = (contact: EnginyContact): ContactShown => ({
    contact,
    company: contact.companyId === null ? undefined : companies.find(contact.companyId),
    campaigns: contact.campaigns.map((id) => sandbox.campaigns.nameOf(id) ?? String(id)),
    messages: engagement.messages.of(contact.id),
  });
  app.get("/contacts", async (_request, reply) =>
    sendPage(reply, contactListPage(contacts.lastChangedFirst().map(shown), base)),
  );
  app.get<ById>("/contacts/:id", async (request, reply) =>
    sendPage(reply, contactPage(shown(contacts.get(idOf(request.params.id))), base, isSaved(request))),
  );
  app.post<ById>("/contacts/:id", async (request, reply) => {
    const { id } = contacts.update(idOf(request.params.id), changeIn(request, CONTACT_INPUTS));
    return reply.redirect(`${base}/contacts/${id}?saved`, 303);
  });
  app.get("/companies", async (_request, reply) =>
    sendPage(reply, companyListPage(companies.lastChangedFirst(), base)),
  );
  app.get<ById>("/companies/:id", async (request, reply) =>
    sendPage(reply, companyPage(companies.get(idOf(request.params.id)), base, isSaved(request))),
  );
  app.post<ById>("/companies/:id", async (request, reply) => {
    const { id } = companies.update(idOf(request.params.id), changeIn(request, COMPANY_INPUTS));
    return reply.redirect(`${base}/companies/${id}?saved`, 303);
  });
  app.get("/crm", async (_request, reply) =>
    sendPage(reply, crmPage(crm.settings, crm.client.calls.slice(-SHOWN_CALLS).reverse(), base)),
  );
  app.post("/crm", async (_request, reply) => {
    await crm.export(contacts.all().map(({ id }) => id));
    return reply.redirect(`${base}/crm`, 303);
  });
  app.get("/campaigns", async (_request, reply) => sendPage(reply, campaignListPage(campaigns.list(), base)));
  app.get<ById>("/campaigns/:id", async (request, reply) => {
    const campaign = campaigns.get(idOf(request.params.id));
    const leads = campaigns.leadsOf(campaign.id).map((lead) => {
      const { firstName, lastName } = contacts.find(lead.contactId) ?? {};
      return { ...lead, name: [firstName, lastName].filter(Boolean).join(" ") || String(lead.contactId) };
    });
    return sendPage(reply, campaignPage(campaign, leads, base));
  });
  app.post<ById>("/campaigns/:id", async (request, reply) => {
    campaigns.step(idOf(request.params.id));
    return reply.redirect(`${base}/campaigns/${request.params.id}`, 303);
  });
}

const isSaved = (request: FastifyRequest<ById>) => request.query.saved !== undefined;

/** What a form brought; an empty box is an empty field. */
function changeIn<F extends string>(
  request: FastifyRequest,
  inputs: readonly (readonly [F, string])[],
): Partial<Record<F, string | null>> {
  const form = request.body as URLSearchParams;
  const values = inputs.flatMap(([field]) =>
    form.has(field) ? [[field, form.get(field)!.trim() || null]] : [],
  );
  return Object.fromEntries(values) as Partial<Record<F, string | null>>;
}
