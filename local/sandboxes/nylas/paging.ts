import { createHash } from "node:crypto";
import { badRequest } from "./errors";

/** Makes the opaque text that callers send back: where the list goes on, and of which list. */
export function writeToken(place: unknown, list: unknown): string {
  return Buffer.from(JSON.stringify([place, digest(list)])).toString("base64url");
}

/** The place again. @throws NylasFault 400 where the text is none of ours, or of another list */
export function readToken<T>(token: string, list: unknown): T {
  try {
    const [place, of] = JSON.parse(Buffer.from(token, "base64url").toString("utf8")) as [T, unknown];
    if (of === digest(list)) return place;
  } catch {
    // The one answer for every bad token.
  }
  throw badRequest("page_token is not valid for this list.");
}

/** A page of a list that is all there, behind the place of the token. */
export function pageOf<T>(
  all: readonly T[],
  { limit, page_token: token }: { readonly limit: number; readonly page_token?: string },
  list: unknown,
): { readonly page: readonly T[]; readonly next: string | undefined } {
  const from = token === undefined ? 0 : readToken<number>(token, list);
  const page = all.slice(from, from + limit);
  return { page, next: from + limit < all.length ? writeToken(from + limit, list) : undefined };
}

function digest(list: unknown): string {
  return createHash("sha256").update(JSON.stringify(list)).digest("base64url").slice(0, 16);
}
