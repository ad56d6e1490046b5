import { DOMParser } from "@xmldom/xmldom";
import type { StoredRow } from "../contracts";
import { invalidHeaders, invalidQueryParameters, postFailed } from "./errors";

/** serviceendpoint.authtype. */
const WEBHOOK_KEY = 4;
const HTTP_HEADER = 5;
const HTTP_QUERY_STRING = 6;

/** Where a webhook goes, and what proves that it comes from the platform. */
export interface Endpoint {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Address and secret of a service endpoint (developer/data-platform/register-web-hook). Webhooks only go to ports 80
 * and 443; a loopback address may have any, which the platform does not allow but a laptop needs.
 */
export function endpointOf(row: StoredRow): Endpoint {
  const url = urlOf(String(row.values["url"] ?? ""));
  const secret = row.values["authvalue"];
  const text = typeof secret === "string" ? secret : "";
  switch (row.values["authtype"]) {
    case WEBHOOK_KEY:
      url.searchParams.set("code", text);
      return { url, headers: {} };
    case HTTP_HEADER:
      return { url, headers: headersOf(text) };
    case HTTP_QUERY_STRING: {
      const settings = settingsOf(text);
      if (settings === undefined) throw invalidQueryParameters();
      for (const [name, value] of settings) url.searchParams.set(name, value);
      return { url, headers: {} };
    }
    default:
      throw postFailed();
  }
}

function urlOf(text: string): URL {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const port = url?.port ?? "";
  if (url === undefined || !["http:", "https:"].includes(url.protocol)) throw postFailed();
  if (!isLoopback(url.hostname) && port !== "" && port !== "80" && port !== "443") throw postFailed();
  return url;
}

const isLoopback = (host: string): boolean =>
  host === "localhost" || host === "[::1]" || /^127(\.\d+){3}$/.test(host);

function headersOf(text: string): Record<string, string> {
  const settings = settingsOf(text);
  if (settings === undefined) throw invalidHeaders();
  try {
    return Object.fromEntries(new Headers([...settings]));
  } catch {
    throw invalidHeaders();
  }
}

/** `<settings><setting name="x" value="y"/></settings>`; undefined when the text is anything else. */
function settingsOf(text: string): readonly [string, string][] | undefined {
  try {
    const fail = (): never => {
      throw new Error("not well-formed");
    };
    const root = new DOMParser({ onError: fail }).parseFromString(text, "text/xml").documentElement;
    if (root?.nodeName !== "settings") return undefined;
    return Array.from(root.getElementsByTagName("setting")).map((setting) => [
      setting.getAttribute("name") ?? "",
      setting.getAttribute("value") ?? "",
    ]);
  } catch {
    return undefined;
  }
}
