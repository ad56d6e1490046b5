/** Lists of the solution. */
export const VIEWS = {
  activeLinks: "388c64c1-52f8-52a1-9792-8d62c2f760d4",
  failedLinks: "127ef003-e07e-54d3-a831-1680ec181961",
  openIssues: "0a46c4c4-28b4-54a1-955e-da7d771b85f7",
} as const;

/** Addresses within the app around the page; they are links of the top window, since a page from the site map is promised no `Xrm`. */
export const listHref = (appId: string | undefined, table: string, viewId?: string): string =>
  address(appId, { pagetype: "entitylist", etn: table, ...(viewId ? { viewid: viewId } : {}) });

/** The form of a record. */
export const recordHref = (appId: string | undefined, table: string, id: string): string =>
  address(appId, { pagetype: "entityrecord", etn: table, id });

function address(appId: string | undefined, parts: Readonly<Record<string, string>>): string {
  return `/main.aspx?${new URLSearchParams({ ...(appId ? { appid: appId } : {}), ...parts }).toString()}`;
}

/** The app's id stands in the address of the window around the page, where that is of the same origin. */
export function appIdAround(page: Window = window): string | undefined {
  try {
    return new URLSearchParams(page.parent.location.search).get("appid") ?? undefined;
  } catch {
    return undefined;
  }
}
