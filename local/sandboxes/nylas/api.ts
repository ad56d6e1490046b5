import { randomUUID } from "node:crypto";
import { gzipSync } from "node:zlib";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { hangUp, knownBearer, loseAnswers, record } from "../rest";
import { unauthorized } from "./errors";
import { grantRoutes } from "./grant-routes";
import { messageRoutes } from "./message-routes";
import type { NylasSandbox } from "./sandbox";
import { webhookRoutes } from "./webhook-routes";

/** Answers shorter than this many bytes are not worth compressing. */
const COMPRESSED_FROM = 200;

/** Nylas' REST interface: switches first, then the key, then the mailbox's limits, then the work. */
export function api(sandbox: NylasSandbox) {
  return async function nylasApi(app: FastifyInstance): Promise<void> {
    app.addHook("onRequest", async (request, reply) => {
      void reply.headers({ "x-request-id": randomUUID(), "x-fastly-id": randomUUID() });
      if (!knownBearer(request, sandbox.keys)) throw unauthorized();
      const { grant } = request.params as { readonly grant?: string };
      // A mailbox is busy from the first moment, however long its answer takes.
      if (grant !== undefined && request.routeOptions.url) {
        const mailbox = sandbox.grantAt(grant);
        reply.raw.once("close", sandbox.limits.begin(mailbox.grant));
        void reply.headers(sandbox.limits.headers(mailbox.grant));
      }
      if ((await sandbox.switches.before(request.method)) === "disconnect") return hangUp(reply);
    });
    app.addHook("onResponse", async (request, reply) => record(sandbox, request, reply));
    app.addHook("onSend", async (request, reply, payload) => compressed(request, reply, payload));
    loseAnswers(app, sandbox.switches);
    grantRoutes(app, sandbox);
    messageRoutes(app, sandbox);
    webhookRoutes(app, sandbox);
  };
}

function compressed(request: FastifyRequest, reply: FastifyReply, payload: unknown): unknown {
  const accepts = /\bgzip\b/.test(String(request.headers["accept-encoding"] ?? ""));
  const isBytes = typeof payload === "string" || Buffer.isBuffer(payload);
  if (!accepts || !isBytes || Buffer.byteLength(payload) < COMPRESSED_FROM) return payload;
  void reply.header("content-encoding", "gzip").removeHeader("content-length");
  return gzipSync(payload);
}
