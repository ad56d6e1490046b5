/** Webhooks may use these ports only (docs: register-web-hook). */
const PORTS = new Set(["", "80", "443"]);
const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/**
 * Whether a webhook may have this address. The platform's rule, relaxed for loopback: on a laptop the connector
 * listens on a port of its own. That is a difference, named in the documentation.
 */
export function isAllowedUrl(text: string): boolean {
  let url: URL;
  try {
    url = new URL(text);
  } catch {
    return false;
  }
  if (url.protocol !== "https:" && url.protocol !== "http:") return false;
  if (url.username !== "" || url.password !== "") return false;
  return PORTS.has(url.port) || LOOPBACK.has(url.hostname);
}
