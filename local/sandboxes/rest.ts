import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import type { z } from "zod";
import type { Trace } from "./trace";

/** An answer that is no success, in the envelope of the system that gives it. */
export abstract class Fault extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly headers: Readonly<Record<string, string>> = {},
  ) {
    super(message);
  }

  /** What the system sends. */
  abstract body(): unknown;
}

/** Has every error answered in the system's envelope, also those Fastify finds (no JSON, an unknown path). */
export function answerFaults(
  app: FastifyInstance,
  faultOf: (status: number, message: string) => Fault,
  nothingAt: (request: FastifyRequest) => Fault,
): void {
  const send = (fault: Fault, reply: FastifyReply) =>
    reply.status(fault.status).headers(fault.headers).send(fault.body());
  app.setErrorHandler(async (error, _request, reply) => {
    if (error instanceof Fault) return send(error, reply);
    const { statusCode = 500, message = "" } = error as { statusCode?: number; message?: string };
    return send(faultOf(statusCode, message), reply);
  });
  app.setNotFoundHandler(async (request, reply) => send(nothingAt(request), reply));
}

/** A switch is often flipped by a POST with a JSON content type and no body at all. */
export function acceptEmptyJson(app: FastifyInstance, badRequest: (message: string) => Fault): void {
  app.removeContentTypeParser("application/json");
  app.addContentTypeParser("application/json", { parseAs: "string" }, (_request, body, done) => {
    if (body === "") return done(null, undefined);
    try {
      done(null, JSON.parse(body as string));
    } catch {
      done(badRequest("The body is no JSON."), undefined);
    }
  });
}

/** What came in, or the fault that it is not what is wanted: `refused` gets a line for each problem. */
export function readInput<T>(
  schema: z.ZodType<T>,
  value: unknown,
  refused: (problems: readonly string[]) => Fault,
): T {
  const parsed = schema.safeParse(value ?? {});
  if (parsed.success) return parsed.data;
  throw refused(parsed.error.issues.map(({ path, message }) => `${path.join(".")}: ${message}`));
}

/** The token of `Authorization: Bearer`, if it is one of these. */
export function knownBearer(request: FastifyRequest, known: readonly string[]): string | undefined {
  return knownKey(/^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1], known);
}

/** A key that was given, if it is one of these; compared in constant time. */
export function knownKey(given: unknown, known: readonly string[]): string | undefined {
  if (typeof given !== "string" || given === "") return undefined;
  return known.some((each) => timingSafeEqual(digest(each), digest(given))) ? given : undefined;
}

/** Breaks the connection off without an answer. */
export function hangUp(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}

/** Some requests that are no GET change nothing: searches. */
export type ChangesSomething = (request: FastifyRequest) => boolean;

const isNoGet: ChangesSomething = ({ method }) => method !== "GET";

/** A write that was done and whose answer gets lost, as often as the switches say. */
export function loseAnswers(
  app: FastifyInstance,
  switches: { losesAnswer(): unknown },
  changes: ChangesSomething = isNoGet,
): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (changes(request) && reply.statusCode < 400 && switches.losesAnswer()) hangUp(reply);
    return payload;
  });
}

/** Notes a request with its answer. */
export function record(
  { now, trace }: { readonly now: () => Date; readonly trace: Trace },
  request: FastifyRequest,
  reply: FastifyReply,
  changes: ChangesSomething = isNoGet,
): void {
  const correlationId = request.headers["x-correlation-id"];
  const noted = {
    at: now().toISOString(),
    method: request.method,
    url: request.url,
    status: reply.statusCode,
    correlationId: typeof correlationId === "string" ? correlationId : null,
  };
  trace.add(noted, changes(request));
}

/** Equal lengths for a comparison in constant time. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
