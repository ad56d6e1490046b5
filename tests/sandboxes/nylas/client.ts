import Nylas from "nylas";
import { NYLAS_SANDBOX_KEY, type NewMail, type NylasSandboxOptions } from "../../../local/sandboxes/nylas";
import { startNylas } from "../../support/nylas-server";

export const INES = { name: "Ines Vasseur", email: "ines.vasseur@acme-demo.test" };
export const SALES = { name: "Sales One", email: "sales1@customer-demo.test" };
export const OTHER = { name: "Sales Two", email: "sales2@customer-demo.test" };

/** A sandbox, Nylas' own client of it, and a plain caller. */
export async function nylasAndClient(options?: NylasSandboxOptions) {
  const server = await startNylas(options);
  const apiUri = `${server.url}/api`;
  const client = new Nylas({ apiKey: NYLAS_SANDBOX_KEY, apiUri, timeout: 20 });
  async function call<T = Readonly<Record<string, unknown>>>(
    method: string,
    path: string,
    body?: unknown,
    headers: Record<string, string> = { authorization: `Bearer ${NYLAS_SANDBOX_KEY}` },
  ) {
    const answer = await fetch(`${server.url}${path}`, {
      method,
      headers: { ...(body === undefined ? {} : { "content-type": "application/json" }), ...headers },
      body: body === undefined ? undefined : JSON.stringify(body),
      redirect: "manual",
    });
    const text = await answer.text();
    const isJson = answer.headers.get("content-type")?.includes("json") && text !== "";
    const said = (isJson ? JSON.parse(text) : text) as T;
    return { status: answer.status, headers: answer.headers, body: said };
  }
  /** A mail from a contact to the first mailbox, as far as nothing else is said. */
  const mail = (change: Partial<NewMail> = {}) =>
    server.sandbox.post.send({
      from: INES,
      to: [SALES],
      subject: "Quote 42",
      body: "<p>Hello</p>",
      ...change,
    });
  const microsoft = () =>
    server.sandbox.connect({ ...SALES, provider: "microsoft", language: "de" }, true).grant;
  const google = () => server.sandbox.connect({ ...OTHER, provider: "google" }, true).grant;
  return { ...server, apiUri, client, call, mail, microsoft, google };
}

export type Nylased = Awaited<ReturnType<typeof nylasAndClient>>;
