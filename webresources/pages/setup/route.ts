import * as React from "react";

/** Where one is within the pages; written into the hash, so that the browser's Back walks through them. */
export type Route =
  | { readonly page: "home" }
  | { readonly page: "issues" }
  | { readonly page: "connect" }
  | { readonly page: MappingPage; readonly mappingId: string };

/** Pages of one mapping: its fields, the rules of what is the same, the people. */
export type MappingPage = "mapping" | "match" | "people";

const GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const MAPPING = new RegExp(`^#/mappings/(${GUID})(?:/(match|people))?$`, "i");

const ISSUES = "#/issues";
const CONNECT = "#/connect";

/** Anything it does not know is the home page. */
export function parseRoute(hash: string): Route {
  const mapping = MAPPING.exec(hash);
  if (mapping)
    return { page: (mapping[2]?.toLowerCase() ?? "mapping") as MappingPage, mappingId: mapping[1]! };
  if (hash === ISSUES) return { page: "issues" };
  if (hash === CONNECT) return { page: "connect" };
  return { page: "home" };
}

export function hrefOf(route: Route): string {
  switch (route.page) {
    case "home":
      return "#/";
    case "issues":
      return ISSUES;
    case "connect":
      return CONNECT;
    case "mapping":
      return `#/mappings/${route.mappingId}`;
    case "match":
    case "people":
      return `#/mappings/${route.mappingId}/${route.page}`;
  }
}

const KEPT = "wave-sync-setup-route";
/** A reload of the whole app begins at the page's first address; so soon after it, whoever reloaded wants to be where she was. */
const RELOADED_WITHIN_MS = 20_000;

/** The route shown first: the hash's; else the one that `data` names; else where the person was before a reload. */
export function firstHash(page: Window = window): string {
  const data = new URLSearchParams(page.location.search).get("data");
  if (page.location.hash) return page.location.hash;
  if (data) return `#${data}`;
  return (wasReloaded(page) && page.sessionStorage.getItem(KEPT)) || "#/";
}

function wasReloaded(page: Window): boolean {
  try {
    const { performance } = page.parent;
    const [entry] = performance.getEntriesByType("navigation") as PerformanceNavigationTiming[];
    return entry?.type === "reload" && performance.now() < RELOADED_WITHIN_MS;
  } catch {
    return false; // The parent is not ours to look at.
  }
}

/** Who is asked before another page is shown; null while nobody minds. */
let guard: ((wanted: string) => void) | null = null;

/** From now on whoever goes to another page stays, and `ask` hears where she wanted to go; null: nobody is asked. Gives its end. */
export function guardRoute(ask: ((wanted: string) => void) | null): () => void {
  guard = ask;
  return () => {
    if (guard === ask) guard = null;
  };
}

/** The route of the address, as it changes. */
export function useRoute(): Route {
  const [hash, setHash] = React.useState(() => window.location.hash);
  const shown = React.useRef(hash);
  React.useEffect(() => {
    const changed = () => {
      const wanted = window.location.hash;
      if (guard && wanted !== shown.current) {
        window.history.pushState(null, "", shown.current);
        guard(wanted);
        return;
      }
      shown.current = wanted;
      setHash(wanted);
      window.sessionStorage.setItem(KEPT, window.location.hash);
    };
    window.addEventListener("hashchange", changed);
    return () => window.removeEventListener("hashchange", changed);
  }, []);
  return React.useMemo(() => parseRoute(hash), [hash]);
}
