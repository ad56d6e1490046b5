import { randomUUID } from "node:crypto";
import fastify, { type FastifyInstance, type FastifyRequest } from "fastify";
import { DatabaseAwayError } from "../database/away-error";
import type { Logger } from "../logging/logger";
import { within } from "../network/proxies";
import { limitConnections } from "./connections";
import type { Strangers } from "./strangers";

/** A RemoteExecutionContext is at most 256 KB; twice that leaves room for other systems' events. */
export const BODY_LIMIT_BYTES = 512 * 1024;
/** Time to receive a whole request: a slow sender must not hold a socket for ever. */
const REQUEST_TIMEOUT_MS = 30_000;
/** Time to receive its headers, counted from the connection's beginning where nothing has come yet. */
const HEADERS_TIMEOUT_MS = 10_000;
/** How often Node looks for those who take longer; by itself it does every half minute. */
const LOOK_FOR_SLOW_MS = 2_000;
/** A year: what the list of browsers that never try http at all asks for. */
const HSTS = "max-age=31536000";

export interface ServerOptions {
  readonly logger: Logger;
  readonly strangers: Strangers;
  /** Networks of proxies whose word on where a call comes from is believed. */
  readonly trustProxy?: readonly string[];
  /** Whether browsers reach it by https only. */
  readonly https?: () => boolean;
}

/** What the connector asks a caller to wait for while its database is away. */
const DATABASE_AWAY_SECONDS = 5;

declare module "fastify" {
  interface FastifyRequest {
    /** The bytes as they came: signatures are made over these, never over parsed and re-printed JSON. */
    rawBody?: Buffer;
  }
}

/** An HTTP server without routes: raw bodies kept, limits set, every failure a plain JSON answer without inner details. */
export function createServer({ logger, strangers, trustProxy = [], https }: ServerOptions): FastifyInstance {
  const isProxy = within(trustProxy);
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    http: { headersTimeout: HEADERS_TIMEOUT_MS, connectionsCheckingInterval: LOOK_FOR_SLOW_MS },
    trustProxy: (address: string) => isProxy(address),
    genReqId: () => randomUUID(),
    // Long-lived idle connections must not keep a stopping connector alive.
    forceCloseConnections: true,
  });
  limitConnections(server.server, isProxy);
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    request.rawBody = body as Buffer;
    done(null, undefined);
  });
  const noteProxy = unnamedProxies(isProxy, logger);
  server.addHook("onRequest", async (request, reply) => {
    reply.header("x-content-type-options", "nosniff").header("cache-control", "no-store");
    if (https?.()) reply.header("strict-transport-security", HSTS);
    noteProxy(request);
    // Answered before the body is read, so that no unwanted body is read.
    if (request.is404)
      return reply.code(strangers.refuse(request, reply, 404, "nothingHere")).send({ error: NOTHING_HERE });
  });
  server.setErrorHandler((error: Error & { statusCode?: number; code?: string }, request, reply) => {
    const away = error instanceof DatabaseAwayError;
    const status = away ? 503 : (error.statusCode ?? 500);
    if (away) void reply.header("retry-after", DATABASE_AWAY_SECONDS);
    else if (status >= 500) {
      logger.error("A request failed", {
        error,
        route: request.routeOptions.url,
        method: request.method,
        correlationId: request.id,
      });
    }
    return reply.code(status).send({ error: explain(status, request.id) });
  });
  return server;
}

const NOTHING_HERE = {
  code: "NOT_FOUND",
  message: "There is nothing at this address.",
  nextStep: "Check the path.",
};

/** Logs a warning, once, if calls come through a proxy that isn't in the settings. */
function unnamedProxies(isProxy: (address: string) => boolean, logger: Logger) {
  let told = false;
  return (request: FastifyRequest): void => {
    if (told || request.headers["x-forwarded-for"] === undefined) return;
    if (isProxy(request.socket.remoteAddress ?? "")) return;
    told = true;
    logger.warn(
      "Calls come through a proxy that WAVE_SYNC_TRUST_PROXY does not name: they count as one caller's",
    );
  };
}

function explain(status: number, id: string) {
  if (status === 503) {
    return {
      code: "DATABASE_AWAY",
      message: "The connector's database is away.",
      nextStep: "Try again in a moment; whoever operates the connector finds the reason in its log.",
    };
  }
  if (status === 413) {
    return {
      code: "BODY_TOO_LARGE",
      message: `The request body is larger than ${BODY_LIMIT_BYTES} bytes.`,
      nextStep: "Send less at once.",
    };
  }
  if (status < 500)
    return { code: "BAD_REQUEST", message: "The request could not be read.", nextStep: "Check its form." };
  return {
    code: "UNEXPECTED",
    message: "The connector could not do this.",
    nextStep: `Look for ${id} in the connector's log.`,
  };
}
