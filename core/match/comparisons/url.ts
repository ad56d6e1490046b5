import { linkedInKey } from "./linkedin";

/**
 * A web address without what does not tell two pages apart: scheme, "www.", port 80/443, the query, the fragment,
 * a slash at the end, the case. Profiles are told apart by who they are of. "" when it is no address.
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
  const path = decoded(url.pathname).replace(/\/+$/, "").toLowerCase();
  return linkedInKey(url.hostname, path) ?? url.hostname.replace(/^www\./, "") + path;
}

/** `%C3%A9` and "é" are one path; a broken escape stays as it is. */
function decoded(path: string): string {
  try {
    return decodeURIComponent(path).normalize("NFC");
  } catch {
    return path;
  }
}
