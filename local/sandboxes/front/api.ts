import type { FastifyInstance, FastifyRequest } from "fastify";
import type { FrontAccount } from "./account";
import { hangUp, knownBearer, loseAnswers, record } from "../rest";
import { contactRoutes } from "./contact-routes";
import { unauthorized } from "./errors";
import { accountInput, baseOf, linkToNext, listQuery, placeOf, read, type ById } from "./requests";
import { shownField, shownTeammate } from "./shown";
import type { FrontSandbox } from "./sandbox";

/** Front's Core API, as far as accounts and contacts go: switches first, then the token, then the company's limit, then the work. */
export function api(sandbox: FrontSandbox) {
  return async function frontApi(app: FastifyInstance): Promise<void> {
    app.addHook("onRequest", async (request, reply) => {
      // Every answer says what is left, refusals included.
      void reply.headers({ date: sandbox.now().toUTCString(), ...sandbox.limit.headers() });
      if ((await sandbox.switches.before(request.method)) === "disconnect") return hangUp(reply);
      if (!knownBearer(request, sandbox.tokens)) throw unauthorized();
      void reply.headers(sandbox.limit.take());
    });
    loseAnswers(app, sandbox.switches);
    app.addHook("onResponse", async (request, reply) => record(sandbox, request, reply));
    routes(app, sandbox);
    contactRoutes(app, sandbox);
  };
}

function routes(app: FastifyInstance, { store, switches, tokens }: FrontSandbox): void {
  const shown = (request: FastifyRequest, account: FrontAccount) => {
    const self = `${baseOf(request)}/accounts/${account.id}`;
    const { external_id: externalId } = account;
    const isNumeric = switches.current.numericExternalIds && /^\d{1,15}$/.test(externalId ?? "");
    return {
      _links: { self, related: { contacts: `${self}/contacts` } },
      ...account,
      logo_url: null,
      external_id: isNumeric ? Number(externalId) : externalId,
    };
  };
  app.get("/me", async (request) => ({
    _links: { self: `${baseOf(request)}/me` },
    id: `cmp_${tokens.length}`,
    name: "Front sandbox",
  }));
  app.get("/teammates", async (request) => ({
    _links: { self: `${baseOf(request)}/teammates` },
    _results: store.teammates.map((teammate) => shownTeammate(teammate, baseOf(request))),
  }));
  app.get("/accounts/custom_fields", async (request) => ({
    _links: { self: `${baseOf(request)}/accounts/custom_fields` },
    _results: store.fields.map((field) => shownField(field, baseOf(request))),
  }));
  app.get("/accounts", async (request) => {
    const { limit, page_token: token, sort_by: by, sort_order: order } = read(listQuery, request.query);
    const size = Math.min(limit, switches.current.pageSize);
    const { accounts, next } = store.page(by, order, size, token === undefined ? null : placeOf(token));
    return {
      _pagination: {
        next: linkToNext(`${baseOf(request)}/accounts`, { limit, sort_by: by, sort_order: order }, next),
      },
      _links: { self: `${baseOf(request)}/accounts` },
      _results: accounts.map((account) => shown(request, account)),
    };
  });
  app.post("/accounts", async (request, reply) =>
    reply.status(201).send(shown(request, store.create(read(accountInput, request.body)))),
  );
  app.get<ById>("/accounts/:id", async (request) => shown(request, store.get(request.params.id)));
  app.patch<ById>("/accounts/:id", async (request) =>
    shown(request, store.update(request.params.id, read(accountInput, request.body))),
  );
  app.delete<ById>("/accounts/:id", async (request, reply) => {
    store.delete(request.params.id);
    return reply.status(204).send();
  });
}
