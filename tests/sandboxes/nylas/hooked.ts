import { createHmac } from "node:crypto";
import { gunzipSync } from "node:zlib";
import Fastify from "fastify";

/** A delivery as its receiver got it. */
export interface Hooked {
  readonly raw: Buffer;
  readonly signature: string;
  readonly compressed: boolean;
  readonly event: {
    readonly id: string;
    readonly type: string;
    readonly source: string;
    readonly webhook_delivery_attempt: number;
    readonly data: { readonly object: Readonly<Record<string, unknown>> };
  };
}

/** Whoever a webhook of Nylas goes to: answers the challenge as it should unless told otherwise, keeps what comes. */
export async function startHooked() {
  const received: Hooked[] = [];
  const state = {
    /** Statuses of the next answers; 200 afterwards. "hang up" closes the connection. */
    statuses: [] as (number | "hang up")[],
    challenge: (given: string): { status: number; body: string } => ({ status: 200, body: given }),
  };
  const app = Fastify({ forceCloseConnections: true });
  app.removeAllContentTypeParsers();
  app.addContentTypeParser("*", { parseAs: "buffer" }, (_request, body, done) => done(null, body));
  app.get<{ Querystring: { challenge: string } }>("/hook", async (request, reply) => {
    const { body, status } = state.challenge(request.query.challenge);
    return reply.status(status).type("text/plain").send(body);
  });
  app.post("/hook", async (request, reply) => {
    const raw = request.body as Buffer;
    const compressed = request.headers["content-encoding"] === "gzip";
    const event = JSON.parse((compressed ? gunzipSync(raw) : raw).toString("utf8")) as Hooked["event"];
    received.push({ raw, compressed, event, signature: String(request.headers["x-nylas-signature"]) });
    const status = state.statuses.shift() ?? 200;
    if (status !== "hang up") return reply.status(status).send("");
    reply.hijack();
    reply.raw.destroy();
    return reply;
  });
  const origin = await app.listen({ port: 0, host: "127.0.0.1" });
  return { url: `${origin}/hook`, received, state, close: () => app.close() };
}

export const isSignedWith = ({ raw, signature }: Hooked, secret: string) =>
  signature === createHmac("sha256", secret).update(raw).digest("hex");
