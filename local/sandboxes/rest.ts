import { createHash, timingSafeEqual } from "node:crypto";
import type { FastifyReply, FastifyRequest } from "fastify";
import type { Trace } from "./trace";

/** The token of `Authorization: Bearer`, if it is one of these; compared in constant time. */
export function knownBearer(request: FastifyRequest, known: readonly string[]): string | undefined {
  const token = /^Bearer (.+)$/i.exec(request.headers.authorization ?? "")?.[1];
  return token && known.some((each) => timingSafeEqual(digest(each), digest(token))) ? token : undefined;
}

/** Breaks the connection off without an answer. */
export function hangUp(reply: FastifyReply): void {
  reply.hijack();
  reply.raw.destroy();
}

/** Notes a request with its answer. */
export function record(
  { now, trace }: { readonly now: () => Date; readonly trace: Trace },
  request: FastifyRequest,
  reply: FastifyReply,
): void {
  const correlationId = request.headers["x-correlation-id"];
  trace.add({
    at: now().toISOString(),
    method: request.method,
    url: request.url,
    status: reply.statusCode,
    correlationId: typeof correlationId === "string" ? correlationId : null,
  });
}

/** Equal lengths for a comparison in constant time. */
function digest(text: string): Buffer {
  return createHash("sha256").update(text).digest();
}
