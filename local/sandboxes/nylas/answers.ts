import type { FastifyReply } from "fastify";

/** The envelope of a success; the answer's header names the same request. */
export function success(reply: FastifyReply, data: unknown) {
  return { request_id: requestIdOf(reply), data };
}

/** A page of a list; the last one has no `next_cursor`. */
export function page(reply: FastifyReply, data: readonly unknown[], next: string | undefined) {
  return { ...success(reply, data), ...(next === undefined ? {} : { next_cursor: next }) };
}

export function requestIdOf(reply: FastifyReply): string {
  return String(reply.getHeader("x-request-id"));
}
