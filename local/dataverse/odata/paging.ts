import { badSkipToken } from "../errors";

/** Rows of a page at most (docs: page results). */
export const MAX_PAGE_SIZE = 5000;

/** Where the next page begins: its number, and the place in the rows. */
export interface PagePosition {
  readonly page: number;
  readonly place: number;
}

export const FIRST_PAGE: PagePosition = { page: 1, place: 0 };

/**
 * The opaque `$skiptoken`, in the platform's form: a cookie with the page number, and inside it, encoded twice, the
 * paging cookie. Clients must not read it; ours holds the place to go on from.
 */
export const skipToken = ({ page, place }: PagePosition): string => {
  const inner = encodeURIComponent(encodeURIComponent(`<cookie page="${page}" place="${place}" />`));
  return encodeURIComponent(`<cookie pagenumber="${page}" pagingcookie="${inner}" istracking="False" />`);
};

export const readSkipToken = (token: string): PagePosition => {
  const [, page = "", inner = ""] =
    /^<cookie pagenumber="(\d+)" pagingcookie="([^"]*)" istracking="False" \/>$/.exec(token) ?? [];
  const place = /place="(\d+)"/.exec(decodeTwice(inner))?.[1];
  if (page === "" || place === undefined) throw badSkipToken();
  return { page: Number(page), place: Number(place) };
};

const decodeTwice = (text: string): string => {
  try {
    return decodeURIComponent(decodeURIComponent(text));
  } catch {
    throw badSkipToken();
  }
};
