import { randomUUID } from "node:crypto";
import fastify, { type FastifyInstance } from "fastify";
import { DatabaseAwayError } from "../database/away-error";
import type { Logger } from "../logging/logger";

/** A RemoteExecutionContext is at most 256 KB; twice that leaves room for other systems' events. */
export const BODY_LIMIT_BYTES = 512 * 1024;
/** Time to receive a whole request: a slow sender must not hold a socket for ever. */
const REQUEST_TIMEOUT_MS = 30_000;

/** What the connector asks a caller to wait for while its database is away. */
const DATABASE_AWAY_SECONDS = 5;

declare module "fastify" {
  interface FastifyRequest {
    /** The bytes as they came: signatures are made over these, never over parsed and re-printed JSON. */
    rawBody?: Buffer;
  }
}

/** The HTTP server without routes: raw bodies kept, limits set, every failure a plain JSON answer without inner details. */
export function createServer(logger: Logger): FastifyInstance {
  const server = fastify({
    logger: false,
    bodyLimit: BODY_LIMIT_BYTES,
    requestTimeout: REQUEST_TIMEOUT_MS,
    genReqId: () => randomUUID(),
    // Long-lived idle connections must not keep a stopping connector alive.
    forceCloseConnections: true,
  });
  server.removeAllContentTypeParsers();
  server.addContentTypeParser("*", { parseAs: "buffer" }, (request, body, done) => {
    request.rawBody = body as Buffer;
    done(null, undefined);
  });
  server.setNotFoundHandler((_request, reply) =>
    reply.code(404).send({
      error: {
        code: "NOT_FOUND",
        message: "There is nothing at this address.",
        nextStep: "Check the path.",
      },
    }),
  );
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
