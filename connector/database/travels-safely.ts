import { isLoopback } from "../../core/values/loopback";

/**
 * Whether what goes to a Postgres server is read by nobody on the way: it is on this machine, or its certificate is checked.
 * https://www.postgresql.org/docs/current/libpq-ssl.html#LIBPQ-SSL-PROTECTION
 */
export function travelsSafely(databaseUrl: string): boolean {
  const url = URL.parse(databaseUrl);
  if (url === null) return false;
  const host = url.hostname || (url.searchParams.get("host") ?? "");
  // A path is a socket of this machine.
  if (host === "" || host.startsWith("/") || isLoopback(host)) return true;
  return url.searchParams.get("sslmode") === "verify-full";
}
