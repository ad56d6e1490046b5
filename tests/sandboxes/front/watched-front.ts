import type { FastifyInstance } from "fastify";
import { FRONT_SANDBOX_TOKEN } from "../../../local/sandboxes/front";
import type { Exchange } from "./judge";

/** Path under which a sandbox of tests serves Front's interface. */
export const API_ROOT = "/sandboxes/front/api";

/** Keeps what is asked of the interface, and what is answered. */
export function watch(app: FastifyInstance, exchanges: Exchange[]): void {
  app.addHook("onSend", async (request, reply, payload) => {
    if (request.url.startsWith(API_ROOT))
      exchanges.push({
        method: request.method,
        url: request.url,
        headers: request.headers as Exchange["headers"],
        body: request.body,
        answer: {
          status: reply.statusCode,
          headers: reply.getHeaders() as Exchange["headers"],
          body: typeof payload === "string" && payload !== "" ? JSON.parse(payload) : null,
        },
      });
    return payload;
  });
}

/** Asks the interface as a stranger with `curl` would. */
export function callerOf(url: string) {
  return async (method: string, path: string, body?: unknown, token = FRONT_SANDBOX_TOKEN) => {
    const answer = await fetch(`${url}/api${path}`, {
      method,
      headers: {
        authorization: `Bearer ${token}`,
        ...(body === undefined ? {} : { "content-type": "application/json" }),
      },
      body: body === undefined ? undefined : JSON.stringify(body),
    });
    const text = await answer.text();
    return {
      status: answer.status,
      headers: answer.headers,
      body: (text === "" ? null : JSON.parse(text)) as Record<string, unknown> | null,
    };
  };
}
