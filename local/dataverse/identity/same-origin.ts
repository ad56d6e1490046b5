import type { IncomingHttpHeaders } from "node:http";
import { sessionIdIn } from "./sessions";

const SAFE = new Set(["GET", "HEAD", "OPTIONS"]);

/**
 * Whether a request may use the browser's session. Reading always; writing only from a page of this server: the
 * browser says so itself in Sec-Fetch-Site, older ones in Origin. A request with a token does not use the session.
 */
export function maySpendSession(method: string, headers: IncomingHttpHeaders): boolean {
  if (SAFE.has(method) || headers.authorization !== undefined) return true;
  if (sessionIdIn(headers.cookie) === undefined) return true;
  const site = headers["sec-fetch-site"];
  if (site !== undefined) return site === "same-origin";
  try {
    return headers.origin !== undefined && new URL(headers.origin).host === headers.host;
  } catch {
    return false;
  }
}
