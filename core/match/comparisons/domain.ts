import { parse } from "tldts";
import { isMailProvider } from "./mail-providers";

/**
 * The registrable domain of an email address, a web address or a bare domain, by the public suffix list
 * (`https://www.shop.example.co.uk/x` -> `example.co.uk`). "" when there is none, or when it belongs to a mail provider:
 * half the world is at gmail.com, that joins nobody.
 */
export function domainKey(text: string): string {
  const domain = registrableDomain(text);
  return isMailProvider(domain) ? "" : domain;
}

/** As {@link domainKey}, mail providers' included. */
export function registrableDomain(text: string): string {
  const { domain, isIp } = parse(hostPart(text), { allowPrivateDomains: false });
  return domain && !isIp ? domain : "";
}

/** The registrable domain without its ending: `example.co.uk` and `example.fr` are both `example`. */
export function domainWithoutEndingKey(text: string): string {
  const domain = domainKey(text);
  return domain === "" ? "" : (parse(domain).domainWithoutSuffix ?? "");
}

/** What follows the last @ of an address; everything else is left to the parser. */
function hostPart(text: string): string {
  const trimmed = text.trim().toLowerCase().replace(/^.*</, "").replace(/>$/, "");
  const isUrl = /^[a-z][a-z0-9+.-]*:\/\//.test(trimmed);
  return isUrl ? trimmed : trimmed.slice(trimmed.lastIndexOf("@") + 1);
}
