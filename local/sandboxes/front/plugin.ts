import type { FastifyInstance } from "fastify";
import type { CustomField, CustomValue } from "./account";
import { commonControls } from "../control";
import { acceptForms, sendPage } from "../page";
import { answerFaults } from "../rest";
import { api } from "./api";
import { badRequest, forbidden, FrontFault } from "./errors";
import type { FrontContact } from "./contact";
import { contactListPage, contactPage, membersList } from "./contact-pages";
import { accountPage, listPage, valueOf } from "./pages";
import type { FrontSandbox } from "./sandbox";

type ById = { Params: { id: string }; Querystring: { saved?: string } };

/**
 * The sandbox as a Fastify plug-in; register it under a prefix of its own:
 * `app.register(frontPlugin(sandbox), { prefix: "/sandboxes/front" })`.
 * Gives `/api` (Front's Core API), `/app` (pages for people) and `/control` (switches).
 */
export function frontPlugin(sandbox: FrontSandbox) {
  return async function front(app: FastifyInstance, { prefix = "" }: { prefix?: string }): Promise<void> {
    answerFaults(
      app,
      (status, message) => (status < 500 ? badRequest(message) : new FrontFault(500, "Internal error", "")),
      (request) => new FrontFault(404, "Not found", `Nothing at ${request.url.split("?")[0]}`),
    );
    await app.register(api(sandbox), { prefix: "/api" });
    await app.register(async (pages) => pageRoutes(pages, sandbox, `${prefix}/app`), { prefix: "/app" });
    await app.register(async (control) => controlRoutes(control, sandbox), { prefix: "/control" });
  };
}

function pageRoutes(app: FastifyInstance, { contacts, store }: FrontSandbox, base: string): void {
  acceptForms(app, forbidden);
  app.get("/accounts", async (_request, reply) =>
    sendPage(reply, listPage([...store.all("updated_at")].reverse(), base)),
  );
  app.get<ById>("/accounts/:id", async (request, reply) =>
    sendPage(
      reply,
      accountPage(
        store.get(request.params.id),
        store.fields,
        base,
        request.query.saved !== undefined,
        membersList(contacts.membersOf(request.params.id), base),
      ),
    ),
  );
  app.post<ById>("/accounts/:id", async (request, reply) => {
    const form = request.body as URLSearchParams;
    const text = (name: string) => form.get(name) ?? "";
    const { id } = store.update(request.params.id, {
      name: text("name"),
      description: text("description") || null,
      domains: partsOf(text("domains")),
      custom_fields: customIn(form, store.fields),
    });
    return reply.redirect(`${base}/accounts/${encodeURIComponent(id)}?saved`, 303);
  });
  const withAccounts = (contact: FrontContact) => ({
    contact,
    accounts: contacts.accountsOf(contact.id).map((id) => store.get(id)),
  });
  app.get("/contacts", async (_request, reply) =>
    sendPage(reply, contactListPage([...contacts.all("updated_at")].reverse().map(withAccounts), base)),
  );
  app.get<ById>("/contacts/:id", async (request, reply) => {
    const shown = withAccounts(contacts.get(request.params.id));
    return sendPage(reply, contactPage(shown, contacts.fields, base, request.query.saved !== undefined));
  });
  app.post<ById>("/contacts/:id", async (request, reply) => {
    const form = request.body as URLSearchParams;
    const { id } = contacts.update(request.params.id, {
      name: form.get("name") ?? "",
      description: form.get("description") ?? "",
      links: partsOf(form.get("links") ?? ""),
      custom_fields: customIn(form, contacts.fields),
    });
    return reply.redirect(`${base}/contacts/${encodeURIComponent(id)}?saved`, 303);
  });
}

const partsOf = (text: string) => text.split(/[\s,]+/).filter(Boolean);

/** The custom fields that a form brought. */
function customIn(form: URLSearchParams, fields: readonly CustomField[]) {
  const values = fields.map((field) => [field.name, valueOf(form.get(`custom.${field.name}`) ?? "", field)]);
  return Object.fromEntries(values) as Readonly<Record<string, CustomValue>>;
}

/** What a person, or a test, does to this Front from behind. Needs no token, knows no limits. */
function controlRoutes(app: FastifyInstance, sandbox: FrontSandbox): void {
  const { contacts, store } = sandbox;
  commonControls(app, sandbox, () => ({ accounts: store.size, contacts: contacts.size }));
  app.get("/accounts", async () => ({ data: store.all() }));
  app.get("/contacts", async () => ({
    data: contacts.all().map((contact) => ({ ...contact, accounts: contacts.accountsOf(contact.id) })),
  }));
}
