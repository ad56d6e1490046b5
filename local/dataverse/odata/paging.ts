import { badSkipToken } from "../errors";

/** Rows of a page at most (docs: page results). */
export const MAX_PAGE_SIZE = 5000;

/** Where the next page begins: its number, and the place in the rows. */
export interface PagePosition {
  readonly page: number;
  readonly place: number;
  /** Change tracking: the delta token that the last page will carry, made when the first page was read. */
  readonly delta?: string;
}

export const FIRST_PAGE: PagePosition = { page: 1, place: 0 };

/**
 * The opaque `$skiptoken`, in the platform's form: a cookie with the page number, and inside it, encoded twice, the
 * paging cookie. Clients must not read it; ours holds the place to go on from.
 */
export const skipToken = ({ page, place, delta }: PagePosition): string => {
  const tracked = delta === undefined ? "" : ` delta="${delta}"`;
  const inner = encodeURIComponent(
    encodeURIComponent(`<cookie page="${page}" place="${place}"${tracked} />`),
  );
  const tracking = delta === undefined ? "False" : "True";
  return encodeURIComponent(
    `<cookie pagenumber="${page}" pagingcookie="${inner}" istracking="${tracking}" />`,
  );
};

const COOKIE = /^<cookie pagenumber="(\d+)" pagingcookie="([^"]*)" istracking="(?:True|False)" \/>$/;

export const readSkipToken = (token: string): PagePosition => {
  const [, page = "", inner = ""] = COOKIE.exec(token) ?? [];
  const cookie = decodeTwice(inner);
  const place = /place="(\d+)"/.exec(cookie)?.[1];
  const delta = /delta="([^"]+)"/.exec(cookie)?.[1];
  if (page === "" || place === undefined) throw badSkipToken();
  return { page: Number(page), place: Number(place), ...(delta === undefined ? {} : { delta }) };
};

const decodeTwice = (text: string): string => {
  try {
    return decodeURIComponent(decodeURIComponent(text));
  } catch {
    throw badSkipToken();
  }
};
