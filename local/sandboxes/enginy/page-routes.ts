import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { acceptForms } from "../page";
import { notFound } from "./errors";
import { COMPANY_INPUTS, companyListPage, companyPage } from "./pages";
import { CONTACT_INPUTS, contactListPage, contactPage, type ContactShown } from "./pages";
import type { EnginyContact } from "./record";
import type { EnginySandbox } from "./sandbox";

type ById = { Params: { id: string }; Querystring: { saved?: string } };

/** Pages for people: where "open in Enginy" leads, and where somebody changes a record as a user of Enginy would. */
export function pageRoutes(app: FastifyInstance, sandbox: EnginySandbox, base: string): void {
  acceptForms(app);
  const { companies, contacts } = sandbox;
  const shown = (contact: EnginyContact): ContactShown => ({
    contact,
    company: contact.companyId === null ? undefined : companies.find(contact.companyId),
    campaigns: contact.campaigns.map((id) => sandbox.campaignName(id) ?? String(id)),
  });
  app.get("/contacts", async (_request, reply) =>
    html(reply, contactListPage(contacts.lastChangedFirst().map(shown), base)),
  );
  app.get<ById>("/contacts/:id", async (request, reply) =>
    html(reply, contactPage(shown(contacts.get(idIn(request))), base, isSaved(request))),
  );
  app.post<ById>("/contacts/:id", async (request, reply) => {
    const { id } = contacts.update(idIn(request), changeIn(request, CONTACT_INPUTS));
    return reply.redirect(`${base}/contacts/${id}?saved`, 303);
  });
  app.get("/companies", async (_request, reply) =>
    html(reply, companyListPage(companies.lastChangedFirst(), base)),
  );
  app.get<ById>("/companies/:id", async (request, reply) =>
    html(reply, companyPage(companies.get(idIn(request)), base, isSaved(request))),
  );
  app.post<ById>("/companies/:id", async (request, reply) => {
    const { id } = companies.update(idIn(request), changeIn(request, COMPANY_INPUTS));
    return reply.redirect(`${base}/companies/${id}?saved`, 303);
  });
}

const html = (reply: FastifyReply, text: string) => reply.type("text/html; charset=utf-8").send(text);

const isSaved = (request: FastifyRequest<ById>) => request.query.saved !== undefined;

/** @throws EnginyFault 404 */
function idIn(request: FastifyRequest<ById>): number {
  const id = Number(request.params.id);
  if (!Number.isSafeInteger(id)) throw notFound("No such record");
  return id;
}

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
