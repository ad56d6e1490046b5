/** Where one can be in an app; written in the address as Dynamics does. */
export type Route =
  | {
      readonly pagetype: "entitylist";
      readonly etn: string;
      readonly viewid?: string;
      readonly search?: string;
    }
  | {
      readonly pagetype: "entityrecord";
      readonly etn: string;
      readonly id?: string;
      readonly formid?: string;
      /** Values for a new record: `parentcustomerid=…` pairs, as in Dynamics' extraqs. */
      readonly extraqs?: string;
    }
  | {
      readonly pagetype: "webresource";
      readonly webresourceName: string;
      readonly data?: string;
      /** "1": the page is told whose it is, as the site map's PassParams asks. */
      readonly passparams?: string;
    }
  | { readonly pagetype: "none" };

const bare = (value: string | null) => (value ?? "").replace(/[{}]/g, "").toLowerCase();
const some = <K extends string>(name: K, value: string): { readonly [P in K]?: string } =>
  (value ? { [name]: value } : {}) as { readonly [P in K]?: string };

/** Reads `?appid=…&pagetype=…`; anything it does not know is "none" (the app's first page). */
export function parseRoute(search: string): { readonly appid: string; readonly route: Route } {
  const query = new URLSearchParams(search);
  const appid = bare(query.get("appid"));
  const etn = query.get("etn") ?? "";
  switch (query.get("pagetype")) {
    case "entitylist":
      if (!etn) break;
      return {
        appid,
        route: {
          pagetype: "entitylist",
          etn,
          ...some("viewid", bare(query.get("viewid"))),
          ...some("search", query.get("search") ?? ""),
        },
      };
    case "entityrecord":
      if (!etn) break;
      return {
        appid,
        route: {
          pagetype: "entityrecord",
          etn,
          ...some("id", bare(query.get("id"))),
          ...some("formid", bare(query.get("formid"))),
          ...some("extraqs", query.get("extraqs") ?? ""),
        },
      };
    case "webresource": {
      const webresourceName = query.get("webresourceName") ?? "";
      if (!webresourceName) break;
      return {
        appid,
        route: {
          pagetype: "webresource",
          webresourceName,
          ...some("data", query.get("data") ?? ""),
          ...some("passparams", query.get("passparams") ?? ""),
        },
      };
    }
  }
  return { appid, route: { pagetype: "none" } };
}

/** The address of a route: `/main.aspx?appid=…&pagetype=entityrecord&etn=contact&id=…`. */
export function formatRoute(appid: string, route: Route): string {
  const query = new URLSearchParams();
  if (appid) query.set("appid", appid);
  if (route.pagetype !== "none") {
    for (const [name, value] of Object.entries(route)) if (value) query.set(name, String(value));
  }
  return `/main.aspx?${query.toString()}`;
}
