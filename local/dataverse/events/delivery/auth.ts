import { validateHeaderName, validateHeaderValue } from "node:http";
import { parseXml } from "../../solution/xml/parse";
import { attribute, children } from "../../solution/xml/elements";
import { invalidHeaders, invalidQuery } from "../errors";
import type { Endpoint } from "../steps";

/** serviceendpoint.authtype of webhooks. */
export const AuthType = { WebhookKey: 4, HttpHeader: 5, HttpQueryString: 6 } as const;

/** Where to post, and with which headers, once the endpoint's secret is in its place. */
export interface Address {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Puts the secret where the endpoint's authentication type wants it: `?code=…`, headers, or query parameters
 * (facts: webhooks, "ServiceEndpoint record"). Throws 0x80050203 or 0x80050204 when `authvalue` cannot be used so.
 */
export function addressOf(endpoint: Endpoint): Address {
  const url = new URL(endpoint.url);
  switch (endpoint.authType) {
    case AuthType.HttpHeader:
      return { url, headers: headersFrom(endpoint.authValue) };
    case AuthType.HttpQueryString:
      for (const [name, value] of settingsIn(endpoint.authValue, invalidQuery))
        url.searchParams.append(name, value);
      return { url, headers: {} };
    default:
      if (endpoint.authValue !== "") url.searchParams.append("code", endpoint.authValue);
      return { url, headers: {} };
  }
}

const headersFrom = (authValue: string): Readonly<Record<string, string>> => {
  const headers: Record<string, string> = {};
  for (const [name, value] of settingsIn(authValue, invalidHeaders)) {
    try {
      validateHeaderName(name);
      validateHeaderValue(name, value);
    } catch {
      throw invalidHeaders();
    }
    headers[name] = value;
  }
  return headers;
};

/** `<settings><setting name="…" value="…"/></settings>`; nothing set means none. */
const settingsIn = (authValue: string, refuse: () => Error): readonly (readonly [string, string])[] => {
  if (authValue.trim() === "") return [];
  let settings;
  try {
    settings = parseXml(authValue, "authvalue");
  } catch {
    throw refuse();
  }
  if (settings.nodeName !== "settings") throw refuse();
  return children(settings).map((setting) => {
    const name = attribute(setting, "name");
    const value = attribute(setting, "value");
    if (setting.nodeName !== "setting" || name === undefined || name === "" || value === undefined)
      throw refuse();
    return [name, value] as const;
  });
};
