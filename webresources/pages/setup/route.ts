import * as React from "react";

/** Where one is within the pages; written into the hash, so that the browser's Back walks through them. */
export type Route =
  | { readonly page: "home" }
  | { readonly page: "issues" }
  | { readonly page: "connect" }
  /** All runs, or those of one connection, or those that began on one day ("2026-11-30"). */
  | { readonly page: "runs"; readonly connectionId?: string; readonly day?: string }
  | { readonly page: "run"; readonly runId: string }
  /** The records of a connection that stand one way. */
  | { readonly page: "records"; readonly connectionId: string; readonly standing: Standing }
  | { readonly page: MappingPage; readonly mappingId: string };

/** How a record stands, as the overview counts it. */
export const STANDINGS = ["inSync", "waiting", "attention", "failed"] as const;
export type Standing = (typeof STANDINGS)[number];

/** Pages of one mapping: its fields, the rules of what is the same, the people. */
export type MappingPage = "mapping" | "match" | "people";

const GUID = "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}";
const MAPPING = new RegExp(`^#/mappings/(${GUID})(?:/(match|people))?$`, "i");

const RUN = new RegExp(`^#/runs/(${GUID})$`, "i");
const RUNS_ON = /^#\/runs\/on\/(\d{4}-\d\d-\d\d)$/;
const OF_CONNECTION = new RegExp(`^#/connections/(${GUID})/(runs|${STANDINGS.join("|")})$`, "i");

const RUNS = "#/runs";
const ISSUES = "#/issues";
const CONNECT = "#/connect";

/** Anything it does not know is the home page. */
export function parseRoute(hash: string): Route {
  const mapping = MAPPING.exec(hash);
  if (mapping)
    return { page: (mapping[2]?.toLowerCase() ?? "mapping") as MappingPage, mappingId: mapping[1]! };
  const run = RUN.exec(hash);
  if (run) return { page: "run", runId: run[1]! };
  const day = RUNS_ON.exec(hash);
  if (day) return { page: "runs", day: day[1]! };
  const its = OF_CONNECTION.exec(hash);
  const standing = STANDINGS.find((each) => each === its?.[2]);
  if (its && standing) return { page: "records", connectionId: its[1]!, standing };
  if (its) return { page: "runs", connectionId: its[1]! };
  if (hash === RUNS) return { page: "runs" };
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
    case "runs":
      if (route.connectionId) return `#/connections/${route.connectionId}/runs`;
      return route.day ? `${RUNS}/on/${route.day}` : RUNS;
    case "run":
      return `${RUNS}/${route.runId}`;
    case "records":
      return `#/connections/${route.connectionId}/${route.standing}`;
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
