import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { z } from "zod";
import type { FrontAccount } from "./account";
import { hangUp, knownBearer, record } from "../rest";
import { badRequest, FrontFault, unauthorized } from "./errors";
import type { FrontSandbox } from "./sandbox";

export const accountInput = z.looseObject({
  name: z.string().min(1).optional(),
  description: z.string().nullish(),
  domains: z.array(z.string().transform((domain) => domain.toLowerCase())).optional(),
  external_id: z
    .union([z.string(), z.number()])
    .nullish()
    .transform((id) => (id === undefined || id === null ? id : String(id))),
  custom_fields: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])).optional(),
});

export const listQuery = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  page_token: z.string().optional(),
  sort_by: z.enum(["created_at", "updated_at"]).default("created_at"),
  sort_order: z.enum(["asc", "desc"]).default("asc"),
});

type ById = { Params: { id: string } };

/** Front's Core API, as far as accounts go: switches first, then the token, then the company's limit, then the work. */
export function api(sandbox: FrontSandbox) {
  return async function frontApi(app: FastifyInstance): Promise<void> {
    app.addHook("onRequest", async (request, reply) => {
      if ((await sandbox.switches.before(request.method)) === "disconnect") return hangUp(reply);
      if (!knownBearer(request, sandbox.tokens)) throw unauthorized();
      void reply.headers({ date: sandbox.now().toUTCString(), ...sandbox.limit.take() });
    });
    // A write that was done and whose answer gets lost.
    app.addHook("onSend", async (request, reply, payload) => {
      const done = request.method !== "GET" && reply.statusCode < 400;
      if (done && sandbox.switches.losesAnswer()) hangUp(reply);
      return payload;
    });
    app.addHook("onResponse", async (request, reply) => record(sandbox, request, reply));
    routes(app, sandbox);
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
    _results: store.teammates,
  }));
  app.get("/accounts/custom_fields", async (request) => ({
    _links: { self: `${baseOf(request)}/accounts/custom_fields` },
    _results: store.fields,
  }));
  app.get("/accounts", async (request) => {
    const { limit, page_token: token, sort_by: by, sort_order: order } = read(listQuery, request.query);
    const size = Math.min(limit, switches.current.pageSize);
    const { accounts, next } = store.page(by, order, size, token === undefined ? null : placeOf(token));
    const query = new URLSearchParams({ limit: String(limit), sort_by: by, sort_order: order });
    if (next !== null) query.set("page_token", Buffer.from(String(next)).toString("base64url"));
    return {
      _pagination: { next: next === null ? null : `${baseOf(request)}/accounts?${query}` },
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

/** Links lead back to where one asked. */
function baseOf(request: FastifyRequest): string {
  return `${request.protocol}://${request.host}${request.routeOptions.url!.replace(/\/(me|teammates|accounts).*$/, "")}`;
}

export function placeOf(token: string): number {
  const place = Buffer.from(token, "base64url").toString();
  if (!/^\d+$/.test(place)) throw badRequest("Invalid page_token");
  return Number(place);
}

/** What came in, or the fault that it is not what is wanted. */
export function read<T>(schema: z.ZodType<T>, value: unknown): T {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`);
  throw badRequest("Body did not satisfy requirements", ...details);
}

/** Front's envelope for every error, also for those Fastify finds. */
export function sendFault(error: unknown, reply: FastifyReply): FastifyReply {
  const known = error instanceof FrontFault ? error : faultOf(error);
  return reply.status(known.status).headers(known.headers).send(known.body());
}

function faultOf(error: unknown): FrontFault {
  const { statusCode = 500, message } = error as { statusCode?: number; message?: string };
  return statusCode < 500 ? badRequest(message ?? "") : new FrontFault(500, "Internal error", "");
}
