import { FRONT_API } from "./settings";

/** Links in answers lead to the company's own host. https://dev.frontapp.com/docs/pagination */
const COMPANY_HOST = /^[a-z0-9-]+\.api\.frontapp\.com$/;

/**
 * Whether a link of an answer may be followed with the token: it leads where we asked, or, from Front itself, to a company's host of
 * Front. Nowhere else, whatever an answer says.
 */
export function mayFollow(apiBaseUrl: string, link: string): boolean {
  const to = URL.parse(link);
  const base = new URL(apiBaseUrl);
  if (!to || to.username !== "" || to.password !== "") return false;
  if (to.origin === base.origin) return true;
  const fromFront = base.origin === FRONT_API || COMPANY_HOST.test(base.hostname);
  return fromFront && to.protocol === "https:" && to.port === "" && COMPANY_HOST.test(to.hostname);
}
