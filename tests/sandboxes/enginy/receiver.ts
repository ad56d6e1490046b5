import Fastify from "fastify";

/** A request that came in. */
export interface Received {
  readonly method: string;
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Said {
  readonly status: number;
  readonly body?: unknown;
}

/** A server that keeps what it gets and answers as it is told. */
export async function startReceiver(answer: (received: Received) => Said = () => ({ status: 200 })) {
  const received: Received[] = [];
  const app = Fastify({ forceCloseConnections: true });
  app.all("/*", async (request, reply) => {
    const { headers, method, url: path } = request;
    const one = { method, path, headers, body: (request.body ?? {}) as Received["body"] };
    received.push(one);
    const { status, body } = answer(one);
    return reply.status(status).send(body ?? {});
  });
  const url = await app.listen({ port: 0, host: "127.0.0.1" });
  return { url, received, close: () => app.close() };
}

export type Receiver = Awaited<ReturnType<typeof startReceiver>>;
