import { DynamicsWebApi } from "dynamics-web-api";
import { listen, type Listening } from "../../../../local/dataverse/http/listen";
import type { DataverseOptions } from "../../../../local/dataverse/create";

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  /** Parsed JSON; undefined when there was no body. */
  readonly json: Record<string, unknown>;
  readonly text: string;
}

export interface TestServer extends Listening {
  /** `http://127.0.0.1:1234/api/data/v9.2/` */
  readonly base: string;
  /** The client people use. */
  readonly client: DynamicsWebApi;
  send(method: string, path: string, body?: unknown, headers?: Record<string, string>): Promise<Answer>;
}

/** A local Dataverse on a port of its own. A bug inside (an unexpected exception) fails the test that met it. */
export async function startServer(options: DataverseOptions = {}): Promise<TestServer> {
  const bugs: unknown[] = [];
  const server = await listen({ ...options, report: (error) => bugs.push(error) });
  const base = `${server.url}/api/data/v9.2/`;
  return {
    ...server,
    base,
    client: new DynamicsWebApi({
      serverUrl: server.url,
      dataApi: { version: "9.2" },
      includeAnnotations: "*",
    }),
    send: (method, path, body, headers) => send(base, method, path, body, headers),
    close: async () => {
      await server.close();
      if (bugs.length > 0) throw bugs[0];
    },
  };
}

async function send(
  base: string,
  method: string,
  path: string,
  body?: unknown,
  headers: Record<string, string> = {},
): Promise<Answer> {
  const text = typeof body === "string" ? body : body === undefined ? undefined : JSON.stringify(body);
  const response = await fetch(path.startsWith("http") ? path : base + path, {
    method,
    headers: {
      Accept: "*/*",
      ...(text === undefined ? {} : { "Content-Type": "application/json" }),
      ...headers,
    },
    ...(text === undefined ? {} : { body: text }),
  });
  const answer = await response.text();
  const isJson = response.headers.get("content-type")?.startsWith("application/json") ?? false;
  return {
    status: response.status,
    headers: response.headers,
    text: answer,
    json: (isJson ? JSON.parse(answer) : {}) as Record<string, unknown>,
  };
}

/** Status, code and text of a fault. */
export const fault = ({ status, json }: Answer): { status: number; code: unknown; message: unknown } => {
  const error = json["error"] as { code?: unknown; message?: unknown } | undefined;
  return { status, code: error?.code, message: error?.message };
};

export const rowsOf = (answer: Answer): Record<string, unknown>[] =>
  answer.json["value"] as Record<string, unknown>[];
