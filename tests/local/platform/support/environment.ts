import { randomUUID } from "node:crypto";
import { readFileSync } from "node:fs";
import Fastify, { type FastifyInstance } from "fastify";
import { createPlatform, type Platform, type PlatformOptions } from "../../../../local/dataverse/platform";

export type Identity = "admin" | "seller" | "connector";

/** An answer of the Web API. */
export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  readonly json: any;
}

export interface CallOptions {
  readonly as?: Identity | null;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A fresh local Dataverse behind HTTP on a free port. */
export interface Environment {
  readonly url: string;
  readonly platform: Platform;
  token(identity: Identity): Promise<string>;
  /** A Web API request; `path` is relative to the service root. */
  call(method: string, path: string, options?: CallOptions): Promise<Answer>;
  /** Any other request of this server. */
  raw(method: string, path: string, init?: RequestInit): Promise<Answer>;
  import(zip: Uint8Array, options?: CallOptions & { readonly jobId?: string }): Promise<Answer>;
  close(): Promise<void>;
}

export async function startEnvironment(options: PlatformOptions = {}): Promise<Environment> {
  const problems: unknown[] = [];
  const platform = await createPlatform({ report: (error) => problems.push(error), ...options });
  const app: FastifyInstance = Fastify({ forceCloseConnections: true });
  await platform.register(app);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  platform.dataverse.kernel.organization.host = new URL(url).host;
  const tokens = new Map<Identity, string>();

  const raw = async (method: string, path: string, init: RequestInit = {}): Promise<Answer> => {
    const response = await fetch(`${url}${path}`, { redirect: "manual", ...init, method });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text, json: parse(text) };
  };

  const token = async (identity: Identity): Promise<string> => {
    let known = tokens.get(identity);
    if (known === undefined) {
      const body = new URLSearchParams({
        grant_type: "client_credentials",
        client_id: identity,
        client_secret: "local",
        scope: `${url}/.default`,
      });
      const answer = await raw("POST", "/local/oauth2/v2.0/token", { body });
      tokens.set(identity, (known = answer.json.access_token as string));
    }
    return known;
  };

  const call = async (
    method: string,
    path: string,
    { as = "admin", body, headers = {} }: CallOptions = {},
  ): Promise<Answer> =>
    raw(method, `/api/data/v9.2/${path}`, {
      headers: {
        Accept: "application/json",
        ...(as === null ? {} : { Authorization: `Bearer ${await token(as)}` }),
        ...(body === undefined ? {} : { "Content-Type": "application/json" }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });

  return {
    url,
    platform,
    token,
    raw,
    call,
    import: (zip, { jobId = randomUUID(), ...more } = {}) =>
      call("POST", "ImportSolution", {
        ...more,
        body: {
          OverwriteUnmanagedCustomizations: false,
          PublishWorkflows: true,
          CustomizationFile: Buffer.from(zip).toString("base64"),
          ImportJobId: jobId,
        },
      }),
    close: async () => {
      await platform.drain();
      await app.close();
      if (problems.length > 0) throw problems[0];
    },
  };
}

/** The zip an admin imports, as the build made it. */
export const builtSolution = (kind: "unmanaged" | "managed" = "unmanaged"): Uint8Array =>
  readFileSync(`${__dirname}/../../../../dist/WaveSync_${kind}.zip`);

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
};
