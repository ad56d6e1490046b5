import { connectRequest, type TestConnector } from "../../support/connector";
import type { Answer, Dynamics } from "../../support/dynamics";
import type { SignInLinkRequest, SignInLinkResponse } from "../../../../connector/connect/admin-api";

export interface Page {
  readonly url: string;
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Where it redirects to; null when it is a page. */
  readonly location: string | null;
}

/** As much of a browser as a sign-in needs: cookies by host, redirects one at a time. */
export class Browser {
  private readonly cookies = new Map<string, Map<string, string>>();

  constructor(private readonly language = "en") {}

  async get(url: string, init: RequestInit = {}): Promise<Page> {
    const { hostname } = new URL(url);
    const jar = this.cookies.get(hostname) ?? new Map<string, string>();
    this.cookies.set(hostname, jar);
    const cookie = [...jar].map(([name, value]) => `${name}=${value}`).join("; ");
    const response = await fetch(url, {
      ...init,
      redirect: "manual",
      headers: { "accept-language": this.language, ...(cookie ? { cookie } : {}) },
    });
    for (const line of response.headers.getSetCookie()) {
      const [pair = "", ...attributes] = line.split("; ");
      const [name = "", value = ""] = pair.split("=");
      if (attributes.includes("Max-Age=0")) jar.delete(name);
      else jar.set(name, value);
    }
    const location = response.headers.get("location");
    return {
      url,
      status: response.status,
      headers: response.headers,
      text: await response.text(),
      location: location && new URL(location, url).href,
    };
  }

  /** Chooses who signs in at the authorize page (or cancels); gives where that leads. */
  async choose(authorizeUrl: string, as: "admin" | "seller" | "cancel"): Promise<string> {
    const page = await this.get(authorizeUrl);
    const fields = new URLSearchParams(
      [...page.text.matchAll(/<input type="hidden" name="([^"]*)" value="([^"]*)">/g)].map(
        ([, name, value]) => [name!, value!.replaceAll("&amp;", "&")],
      ),
    );
    if (as === "cancel") fields.set("cancel", "1");
    else fields.set("user", as);
    const action = /<form method="post" action="([^"]+)"/.exec(page.text)?.[1];
    if (!action)
      throw new Error(`The authorize page (${page.status}) has no form: ${page.location ?? page.text}`);
    const answer = await this.get(new URL(action, authorizeUrl).href, { method: "POST", body: fields });
    return answer.location!;
  }
}

/** A setup link, made as `wave-sync connect --sign-in` makes it. */
export async function makeLink(
  connector: TestConnector,
  dynamics: Dynamics,
  changes: Partial<SignInLinkRequest> = {},
): Promise<SignInLinkResponse> {
  const answer: Answer = await connector.admin("/sign-in-links", {
    ...connectRequest(dynamics),
    dataverseUrl: undefined,
    ...changes,
  });
  if (answer.status !== 201)
    throw new Error(`Making a link answered ${answer.status}: ${JSON.stringify(answer.body)}`);
  return answer.body as unknown as SignInLinkResponse;
}

/** Opens a setup link, as the script of the page behind it does: what stands behind the # goes along in a form. */
export function openLink(browser: Browser, link: string, more: object = {}): Promise<Page> {
  return send(browser, link, "/connect", more);
}

/** Sends the form of a setup link with an instance URL. */
export function start(browser: Browser, link: string, url: string, more: object = {}): Promise<Page> {
  return send(browser, link, "/connect/start", { url, ...more });
}

function send(browser: Browser, link: string, path: string, more: object): Promise<Page> {
  const { origin, hash } = new URL(link);
  const body = new URLSearchParams({ link: hash.slice(1), ...more });
  return browser.get(origin + path, { method: "POST", body });
}

/** From the setup link to the connector's callback, which is not opened yet. */
export async function signInUpToCallback(
  browser: Browser,
  link: string,
  dynamics: Pick<Dynamics, "url">,
  as: "admin" | "seller" | "cancel" = "admin",
): Promise<string> {
  const started = await start(browser, link, dynamics.url);
  if (!started.location) throw new Error(`Starting answered ${started.status}: ${started.text}`);
  return browser.choose(started.location, as);
}

/** Connects by signing in, all the way. */
export async function connectBySigningIn(
  connector: TestConnector,
  dynamics: Dynamics,
  browser = new Browser(),
): Promise<Page> {
  const { url } = await makeLink(connector, dynamics);
  const page = await browser.get(await signInUpToCallback(browser, url, dynamics));
  if (page.status !== 200) throw new Error(`The callback answered ${page.status}: ${page.text}`);
  return page;
}

/** Code of the problem a page tells. */
export const codeOn = (page: Page): string | undefined =>
  /class="code">[^:]+: ([A-Z_]+)</.exec(page.text)?.[1];
