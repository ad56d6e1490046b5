import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedCall {
  readonly url: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly context: any;
}

/** A real HTTP server that takes webhooks. */
export interface Receiver {
  readonly url: string;
  readonly calls: ReceivedCall[];
  /** How the next calls are answered: a status, or null for no answer at all. The last one stays. */
  answer(...statuses: (number | null)[]): void;
  close(): Promise<void>;
}

export async function startReceiver(): Promise<Receiver> {
  const calls: ReceivedCall[] = [];
  let answers: (number | null)[] = [200];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("utf8");
      calls.push({ url: request.url ?? "", headers: request.headers, body, context: JSON.parse(body) });
      const status = answers.length > 1 ? answers.shift() : answers[0];
      if (status !== null) response.writeHead(status ?? 200).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/dataverse/webhook`,
    calls,
    answer: (...statuses) => void (answers = statuses),
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}
