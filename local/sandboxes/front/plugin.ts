import type { FastifyInstance, FastifyReply } from "fastify";
import { api, sendFault } from "./api";
import { FrontFault } from "./errors";
import { accountPage, listPage, valueOf } from "./pages";
import type { FrontSandbox } from "./sandbox";
import type { Switches } from "./switches";

type ById = { Params: { id: string }; Querystring: { saved?: string } };

/**
 * The sandbox as a Fastify plug-in; register it under a prefix of its own:
 * `app.register(frontPlugin(sandbox), { prefix: "/sandboxes/front" })`.
 * Gives `/api` (Front's Core API), `/app` (pages for people) and `/control` (switches).
 */
export function frontPlugin(sandbox: FrontSandbox) {
  return async function front(app: FastifyInstance, { prefix = "" }: { prefix?: string }): Promise<void> {
    app.setErrorHandler(async (error, _request, reply) => sendFault(error, reply));
    app.setNotFoundHandler(async (request, reply) =>
      sendFault(new FrontFault(404, "Not found", `Nothing at ${request.url.split("?")[0]}`), reply),
    );
    await app.register(api(sandbox), { prefix: "/api" });
    await app.register(async (pages) => pageRoutes(pages, sandbox, `${prefix}/app`), { prefix: "/app" });
    await app.register(async (control) => controlRoutes(control, sandbox), { prefix: "/control" });
  };
}

function pageRoutes(app: FastifyInstance, { store }: FrontSandbox, base: string): void {
  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => done(null, new URLSearchParams(body as string)),
  );
  const html = (reply: FastifyReply, text: string) => reply.type("text/html; charset=utf-8").send(text);
  app.get("/accounts", async (_request, reply) =>
    html(reply, listPage([...store.all("updated_at")].reverse(), base)),
  );
  app.get<ById>("/accounts/:id", async (request, reply) =>
    html(
      reply,
      accountPage(store.get(request.params.id), store.fields, base, request.query.saved !== undefined),
    ),
  );
  app.post<ById>("/accounts/:id", async (request, reply) => {
    const form = request.body as URLSearchParams;
    const text = (name: string) => form.get(name) ?? "";
    const custom = store.fields.map(
      (field) => [field.name, valueOf(text(`custom.${field.name}`), field)] as const,
    );
    const { id } = store.update(request.params.id, {
      name: text("name"),
      description: text("description") || null,
      domains: text("domains")
        .split(/[\s,]+/)
        .filter(Boolean),
      custom_fields: Object.fromEntries(custom),
    });
    return reply.redirect(`${base}/accounts/${encodeURIComponent(id)}?saved`, 303);
  });
}

/** What a person, or a test, does to this Front from behind. Needs no token, knows no limits. */
function controlRoutes(app: FastifyInstance, sandbox: FrontSandbox): void {
  const { store, switches, trace } = sandbox;
  app.get("/clock", async () => ({ ahead: sandbox.ahead }));
  app.put<{ Body: { readonly turnTo?: number } }>("/clock", async (request) => {
    sandbox.turnTo(Number(request.body?.turnTo ?? 0));
    return { ahead: sandbox.ahead };
  });
  app.get("/state", async () => ({
    accounts: store.size,
    requests: trace.total,
    switches: switches.current,
  }));
  app.get("/accounts", async () => ({ data: store.all() }));
  app.get("/requests", async () => ({ total: trace.total, requests: trace.list() }));
  app.put<{ Body: Partial<Switches> }>("/switches", async (request) => {
    switches.set(request.body ?? {});
    return switches.current;
  });
  app.delete("/switches", async () => {
    switches.clear();
    return switches.current;
  });
}
