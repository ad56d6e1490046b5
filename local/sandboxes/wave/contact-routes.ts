import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { WaveContact } from "./contact";
import { readCursor, writeCursor } from "./cursor";
import { badRequest, changedMeanwhile } from "./errors";
import type { ContactFilter } from "./filter";
import type { WaveSandbox } from "./sandbox";
import { parseContactInput } from "./validation";

/** Contacts in one page: how many unless asked, and how many at most. */
export const DEFAULT_PAGE = 100;
export const MAX_PAGE = 500;

type ById = { Params: { id: string } };
type List = {
  Querystring: {
    limit?: string;
    cursor?: string;
    updated_since?: string;
    email?: string;
    last_name?: string;
    ids?: string;
  };
};

/** `/contacts`: list, read, create, change, delete. */
export function contactRoutes(app: FastifyInstance, sandbox: WaveSandbox): void {
  const { store } = sandbox;

  app.get<List>("/contacts", async (request) => {
    const limit = readLimit(request.query.limit);
    const filter: ContactFilter = {
      updatedSince: readTime(request.query.updated_since),
      email: request.query.email?.toLowerCase() ?? null,
      lastName: request.query.last_name?.toLowerCase() ?? null,
      ids: request.query.ids?.split(",") ?? null,
    };
    const after = request.query.cursor ? readCursor(request.query.cursor, filter) : 0;
    const page = store.page(after, limit, filter);
    const nextCursor = page.next === null ? null : writeCursor(page.next, filter);
    return { data: page.contacts, nextCursor, total: page.total };
  });

  app.get<ById>("/contacts/:id", async (request) => store.get(request.params.id));

  app.post("/contacts", async (request, reply) => {
    const { contact, created } = create(sandbox, request);
    return answerWrite(sandbox, reply.status(created ? 201 : 200), contact);
  });

  app.patch<ById>("/contacts/:id", async (request, reply) => {
    requireUnchanged(store.get(request.params.id), request.headers["if-match"]);
    const contact = store.update(request.params.id, parseContactInput(request.body));
    return answerWrite(sandbox, reply, contact);
  });

  app.delete<ById>("/contacts/:id", async (request, reply) => {
    requireUnchanged(store.get(request.params.id), request.headers["if-match"]);
    store.delete(request.params.id);
    return answerWrite(sandbox, reply.status(204), undefined);
  });
}

/** A condition that came along, `"<updatedAt>"`, has to hold. @throws WaveFault 412 */
export function requireUnchanged({ updatedAt }: WaveContact, condition: string | undefined): void {
  if (condition !== undefined && condition !== `"${updatedAt}"`) throw changedMeanwhile();
}

function create(sandbox: WaveSandbox, request: FastifyRequest): { contact: WaveContact; created: boolean } {
  const key = request.headers["idempotency-key"];
  if (typeof key === "string") {
    const known = sandbox.idempotency.find(key, request.body);
    if (known) return { contact: sandbox.store.get(known), created: false };
  }
  const contact = sandbox.store.create(parseContactInput(request.body));
  if (typeof key === "string") sandbox.idempotency.remember(key, request.body, contact);
  return { contact, created: true };
}

/** Sends the answer of a write, unless a switch says that it gets lost. */
function answerWrite(
  sandbox: WaveSandbox,
  reply: FastifyReply,
  contact: WaveContact | undefined,
): FastifyReply {
  const lost = sandbox.faults.losesAnswer();
  if (!lost) return reply.send(contact);
  reply.hijack();
  // A caller that hangs up frees the socket; until then nothing is ever sent.
  if (lost === "disconnect") reply.raw.destroy();
  return reply;
}

/** How many contacts a page may hold, as asked for. @throws WaveFault 400 */
export function readLimit(text: string | undefined): number {
  if (text === undefined) return DEFAULT_PAGE;
  const limit = Number(text);
  if (Number.isInteger(limit) && limit >= 1 && limit <= MAX_PAGE) return limit;
  throw badRequest(`limit must be a whole number from 1 to ${MAX_PAGE}.`);
}

function readTime(text: string | undefined): string | null {
  if (text === undefined) return null;
  if (!Number.isNaN(Date.parse(text))) return text;
  throw badRequest("updated_since must be a time in ISO 8601.");
}
