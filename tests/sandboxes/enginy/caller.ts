import { ENGINY_SANDBOX_KEY, type EnginySandboxOptions } from "../../../local/sandboxes/enginy";
import { startEnginy } from "../../support/enginy-server";

/** An answer as a stranger sees it; tests say what they expect in it. */
interface Answer<T> {
  readonly status: number;
  readonly headers: Headers;
  readonly body: T;
}

/** What a search answers. */
export interface Found {
  readonly data: readonly (Readonly<Record<string, unknown>> & { readonly id: number })[];
  readonly meta: { readonly page: number; readonly pageSize: number; readonly total: number };
}

/** A sandbox of Enginy and a plain caller of it, as a stranger with `curl` would be. */
export async function enginyAndCaller(options?: EnginySandboxOptions) {
  const server = await startEnginy(options);
  async function call<T = Readonly<Record<string, unknown>>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { "x-api-key": ENGINY_SANDBOX_KEY },
  ): Promise<Answer<T>> {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : typeof body === "string" ? body : JSON.stringify(body),
      redirect: "manual",
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") && text !== "";
    return {
      status: answer.status,
      headers: answer.headers,
      body: (isJson ? JSON.parse(text) : text) as T,
    };
  }
  const search = (what: "contacts" | "companies", body: object = {}) =>
    call<Found>("POST", `/api/v1/${what}/search`, body);
  return { ...server, call, search };
}

export type Enginy = Awaited<ReturnType<typeof enginyAndCaller>>;
