import { isLoopback } from "../../core/values/loopback";

/** Microsoft's sign-in services: public, US government, China. The client secret goes nowhere else. */
const AUTHORITY_HOSTS = new Set([
  "login.microsoftonline.com",
  "login.microsoftonline.us",
  "login.partner.microsoftonline.cn",
]);

/** Whether an application may sign in there for an environment: at Microsoft's, or where a local Dynamics does for itself. */
export function isAuthority(authority: string, dataverseUrl: string): boolean {
  const url = URL.parse(authority);
  if (url === null) return false;
  const known = url.protocol === "https:" && AUTHORITY_HOSTS.has(url.host);
  return known || (isLoopback(url.hostname) && isLoopback(new URL(dataverseUrl).hostname));
}
