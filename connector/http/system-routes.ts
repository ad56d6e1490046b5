import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { normaliseGuid } from "../../core/values/guid";
import { CallEngine } from "../calls/call-engine";
import { limitConcurrency } from "../clock/limit-concurrency";
import { goodSecrets } from "../connect/webhook-secret";
import type { WebhookConnection, WebhookConnections } from "../connect/webhook-connections";
import { systemRoutesPath } from "../environment/webhook-addresses";
import type { WorkParts } from "../environment/work-parts";
import { findBySecret } from "../secrets/constant-time";
import { findRoute, RouteRefusal, type FoundRoute, type Routes } from "../systems/contract/routes";
import { SYSTEMS } from "../systems/registry";
import type { SystemModule } from "../systems/contract/system";
import type { Strangers } from "./strangers";
import { TokenBuckets } from "./token-buckets";

/** Calls of one connection worked on at a time; more of them would only wait for each other's records. */
const AT_ONCE = 4;
/** Calls of one connection that may wait for their turn. */
const WAITING = 32;
/** Calls of one connection: far more than a system that sends a hundred records a call has any use for. */
const ALLOWED = { burst: 600, perSecond: 20 };
const RETRY_AFTER_SECONDS = 5;

export interface SystemRoutesParts extends WorkParts {
  readonly senders: WebhookConnections;
  readonly strangers: Strangers;
  /** Keeps hold of work that outlives its caller, so that stopping waits for it. */
  readonly track: (work: Promise<unknown>) => void;
}

declare module "fastify" {
  interface FastifyRequest {
    /** What a system's call asks for, once it has proved where it comes from. */
    called?: FoundRoute & { readonly connection: WebhookConnection };
  }
}

/**
 * `/systems/{system}/{environment}/...`: systems that call us as if we were their CRM ({@link ../systems/contract/routes}). First the key, in
 * constant time over digests; an address that is none is answered as a wrong key is. Then whether there is such a route; the body is read
 * after that. Answers `{error, message}` with 400, 401, 404, 413, 429 or 500 where a call is not done.
 */
export function addSystemRoutes(
  server: FastifyInstance,
  parts: SystemRoutesParts,
  modules: readonly Pick<SystemModule, "key" | "routes">[] = SYSTEMS,
): void {
  server.decorateRequest("called");
  const perConnection = new Map<string, Turns>();
  const allowed = new TokenBuckets(ALLOWED);
  for (const { key, routes } of modules) {
    if (!routes) continue;
    server.register(async (scope) => {
      scope.setErrorHandler((error: Error & { statusCode?: number }, request, reply) => {
        const status = error.statusCode ?? 500;
        if (status >= 500) logUnexpected(parts, request, error);
        return refuse(reply, status < 500 ? status : 500, ...wordsFor(status, request));
      });
      scope.route<{ Params: Address }>({
        method: ["GET", "POST", "PUT", "PATCH"],
        url: `${systemRoutesPath(key, ":environmentId")}/*`,
        bodyLimit: routes.bodyLimitBytes,
        exposeHeadRoute: false,
        onRequest: (request, reply) => admit(parts, { key, routes, allowed }, request, reply),
        handler: async (request, reply) => {
          const called = request.called!;
          const { id } = called.connection;
          const turns = perConnection.get(id) ?? new Turns();
          perConnection.set(id, turns);
          if (turns.waiting >= WAITING) return tooMany(reply);
          const work = turns.take(() => answer(parts, request));
          parts.track(work);
          const { status, body } = await work;
          return reply.code(status).send(body);
        },
      });
    });
  }
}

interface Address {
  readonly environmentId: string;
  readonly "*": string;
}

/** Looks at what is known without the body, before it is read. */
async function admit(
  { clock, senders, strangers }: SystemRoutesParts,
  door: { readonly key: string; readonly routes: Routes; readonly allowed: TokenBuckets },
  request: FastifyRequest<{ Params: Address }>,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> {
  const { key, routes, allowed } = door;
  const environmentId = normaliseGuid(request.params.environmentId);
  const found = environmentId ? await senders.find(key, environmentId) : "unknown";
  const given = request.headers[routes.keyHeader];
  // A system that is about to be connected looks first whether anybody is here.
  if (environmentId && isHealth(routes, request) && senders.isExpected(key, environmentId, given))
    return reply.code(200).send({ status: "ok" });
  const good = typeof found === "string" || !found.systemKey ? [] : goodSecrets(found.systemKey, clock.now());
  const isProven =
    typeof given === "string" &&
    findBySecret(
      given,
      good.map((digest) => ({ digest })),
    ) !== undefined;
  if (typeof found === "string" || !isProven) {
    const status = strangers.refuse(request, reply, 401, "wrongKey");
    return refuse(reply, status, "unauthorized", `Send the key of this connection as ${routes.keyHeader}.`);
  }
  if (!allowed.take(found.id)) return tooMany(reply);
  const called = findRoute(routes.list, request.method, `/${request.params["*"]}`);
  if (!called) return refuse(reply, 404, "not_found", "There is no such route.");
  request.called = { ...called, connection: found };
  return undefined;
}

function isHealth({ healthPath }: Routes, { method, params }: FastifyRequest<{ Params: Address }>): boolean {
  return method === "GET" && `/${params["*"]}` === healthPath;
}

async function answer(
  parts: SystemRoutesParts,
  request: FastifyRequest,
): Promise<{ readonly status: number; readonly body: unknown }> {
  const { route, params, connection } = request.called!;
  try {
    const body = route.body ? read(route.body, request.rawBody) : undefined;
    const call = {
      parts,
      environmentId: connection.environmentId,
      connectionId: connection.id,
      correlationId: request.id,
    };
    return await route.answer({ body, params }, new CallEngine(call));
  } catch (error) {
    if (error instanceof RouteRefusal) {
      const { status, message } = error;
      parts.logger.warn("A system's call was not done", {
        ...{ httpStatus: status, code: error.error, route: route.path, correlationId: request.id },
        ...{ environmentId: connection.environmentId, connectionId: connection.id },
      });
      return { status, body: { error: error.error, message } };
    }
    logUnexpected(parts, request, error);
    const [code, message] = wordsFor(500, request);
    return { status: 500, body: { error: code, message } };
  }
}

/** @throws RouteRefusal 400 */
function read(schema: NonNullable<FoundRoute["route"]["body"]>, raw: Buffer | undefined): unknown {
  let json: unknown;
  try {
    json = JSON.parse(raw?.toString("utf8") ?? "");
  } catch {
    throw new RouteRefusal(400, "bad_request", "The body is no JSON.");
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  const [{ path, message } = { path: [], message: "It has an unknown form" }] = parsed.error.issues;
  throw new RouteRefusal(400, "bad_request", `${path.join(".") || "The body"}: ${message}.`);
}

/** Calls of one connection, a few at a time, in the order they came. */
class Turns {
  waiting = 0;
  private readonly limited = limitConcurrency(AT_ONCE);

  async take<T>(work: () => Promise<T>): Promise<T> {
    this.waiting += 1;
    return this.limited(() => {
      this.waiting -= 1;
      return work();
    });
  }
}

function tooMany(reply: FastifyReply): FastifyReply {
  void reply.header("retry-after", RETRY_AFTER_SECONDS);
  return refuse(reply, 429, "too_many_requests", "Too many calls at once. Wait a moment.");
}

function refuse(reply: FastifyReply, status: number, error: string, message: string): FastifyReply {
  return reply.code(status).send({ error, message });
}

function wordsFor(status: number, { id }: FastifyRequest): readonly [error: string, message: string] {
  if (status === 413) return ["body_too_large", "The body is too large. Send fewer records at once."];
  if (status < 500) return ["bad_request", "The call could not be read."];
  return ["UNEXPECTED", `The connector could not do this. Look for ${id} in its log.`];
}

function logUnexpected({ logger }: SystemRoutesParts, request: FastifyRequest, error: unknown): void {
  logger.error("A system's call could not be answered", {
    route: request.routeOptions.url,
    method: request.method,
    correlationId: request.id,
    error,
  });
}
