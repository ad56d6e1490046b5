import { firstHash, hrefOf, parseRoute, type Route } from "../../../webresources/pages/setup/route";

const ID = "0b05717f-8f47-5dc0-a3a0-cba26788df77";

test.each<Route>([
  { page: "home" },
  { page: "issues" },
  { page: "mapping", mappingId: ID },
  { page: "runs" },
  { page: "runs", connectionId: ID },
  { page: "runs", day: "2026-11-30" },
  { page: "run", runId: ID },
  { page: "records", connectionId: ID, standing: "attention" },
])("%j has an address that leads back to it", (route) => {
  expect(parseRoute(hrefOf(route))).toEqual(route);
});

test.each([
  "",
  "#",
  "#/elsewhere",
  "#/runs/on/yesterday",
  `#/connections/${ID}/others`,
  "#/mappings/not-an-id",
  "#/mappings/" + ID + "/other",
])("%s is the home page", (hash) => expect(parseRoute(hash)).toEqual({ page: "home" }));

const page = (search: string, hash = "", reload = false, now = 1_000) =>
  ({
    location: { search, hash },
    sessionStorage: { getItem: () => "#/issues" },
    parent: {
      performance: { getEntriesByType: () => [{ type: reload ? "reload" : "navigate" }], now: () => now },
    },
  }) as unknown as Window;

test("the first page is the address's own, else what `data` names, else where one was before a reload", () => {
  expect(firstHash(page("?data=%2Fissues", "#/mappings/x"))).toBe("#/mappings/x");
  expect(firstHash(page(`?data=${encodeURIComponent(`/mappings/${ID}`)}`))).toBe(`#/mappings/${ID}`);
  expect(firstHash(page(""))).toBe("#/");
  expect(firstHash(page("", "", true))).toBe("#/issues");
  expect(firstHash(page("", "", true, 60_000))).toBe("#/");
});
