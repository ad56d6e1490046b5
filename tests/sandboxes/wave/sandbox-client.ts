import type { WaveContact, WaveSandboxOptions } from "../../../local/sandboxes/wave";
import { SANDBOX_API_KEY } from "../../../local/sandboxes/wave";
import { startWave } from "../../support/wave-server";

interface Answer<T = Record<string, never>> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** A sandbox and a plain caller of it, as a stranger with `curl` would be. */
export async function sandboxAndCaller(options?: WaveSandboxOptions) {
  const server = await startWave(options);
  async function call<T = WaveContact>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = {},
  ) {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: {
        ...(path.startsWith("/v1") ? { authorization: `Bearer ${SANDBOX_API_KEY}` } : {}),
        ...(body === undefined ? {} : { "content-type": "application/json" }),
        ...headers,
      },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
    });
    const text = await answer.text();
    const json =
      answer.headers.get("content-type")?.includes("json") && text ? (JSON.parse(text) as T) : (text as T);
    return { status: answer.status, headers: answer.headers, body: json } satisfies Answer<T>;
  }
  return { ...server, call };
}

export type Sandbox = Awaited<ReturnType<typeof sandboxAndCaller>>;
