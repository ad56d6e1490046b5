import { notUnderstood } from "../base/failure";
import type { SystemCall } from "../contract/object";
import { mayFollow } from "./hosts";
import { pageFrame, read } from "./schema";
import type { FrontSettings } from "./settings";
import type { Send } from "./transport";

export interface FrontPage {
  readonly results: readonly unknown[];
  /** Address of the next page; null after the last. */
  readonly next: string | null;
}

/**
 * One page of a list. Only `next` says whether there are more: a page may be short. It is an address, kept as the cursor, and followed
 * only where Front's token may go; that is looked at each time, whoever kept it. https://dev.frontapp.com/docs/pagination
 */
export async function pageOf(
  { apiBaseUrl }: Pick<FrontSettings, "apiBaseUrl">,
  send: Send,
  at: string,
  call: SystemCall,
): Promise<FrontPage> {
  if (!at.startsWith("/") && !mayFollow(apiBaseUrl, at)) throw elsewhere();
  const answer = await send({ method: "GET", at }, call);
  const { _results: results, _pagination: pagination } = read(pageFrame, answer, "a page");
  const next = pagination?.next ?? null;
  if (next !== null && !mayFollow(apiBaseUrl, next)) throw elsewhere();
  return { results, next };
}

const elsewhere = () => notUnderstood("Front", "the next page is not at Front.");
