/** Hosts that show one profile under many names: `fr.linkedin.com`, `www.linkedin.com`, `linkedin.com`. */
const SAME_UNDER_ANY_SUBDOMAIN = /^(?:[a-z0-9-]+\.)*(linkedin\.com)$/;

/**
 * A web address without what does not tell two pages apart: scheme, "www.", port 80/443, the query, the fragment,
 * a slash at the end, the case. "" when it is no address.
 */
export function urlKey(text: string): string {
  const trimmed = text.trim();
  let url: URL;
  try {
    url = new URL(/^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`);
  } catch {
    return "";
  }
  if (!url.hostname.includes(".")) return "";
  const bare = url.hostname.replace(/^www\./, "");
  const host = SAME_UNDER_ANY_SUBDOMAIN.exec(bare)?.[1] ?? bare;
  return host + decoded(url.pathname).replace(/\/+$/, "").toLowerCase();
}

/** `%C3%A9` and "é" are one path; a broken escape stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path;
  }
}
