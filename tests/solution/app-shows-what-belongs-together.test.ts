import { child, children, descendants, textOf } from "../../scripts/solution/xml";
import { bare, entities, tableOf, xmlFiles } from "./support/solution";

const app = xmlFiles(/AppModule\.xml$/)[0]!.root;
const siteMap = xmlFiles(/AppModuleSiteMap\.xml$/)[0]!.root;
const components = children(child(app, "AppModuleComponents")!);
const ofType = (type: string): string[] =>
  components
    .filter((it) => it.getAttribute("type") === type)
    .map((it) => it.getAttribute("schemaName") ?? bare(it.getAttribute("id")))
    .sort();

test("the navigation: customers, sync, set-up", () => {
  const groups = descendants(siteMap, "Group").map((group) => [
    descendants(group, "Title")[0]!.getAttribute("Title"),
    children(group, "SubArea").map((it) => it.getAttribute("Entity") ?? it.getAttribute("Url")),
  ]);
  expect(groups).toEqual([
    ["Customers", ["contact", "account"]],
    ["Sync", ["wave_link", "wave_run", "wave_issue", "wave_operation"]],
    ["Setup", ["$webresource:wave_/pages/setup.html", "wave_connection", "wave_mapping", "wave_usermapping"]],
  ]);
});

test("the pages are shown to whoever may change mappings, in her language", () => {
  const [page] = descendants(siteMap, "SubArea").filter((it) => it.getAttribute("Url"));
  const needed = descendants(page!, "Privilege").map((it) => [
    it.getAttribute("Entity"),
    it.getAttribute("Privilege"),
  ]);
  expect(needed).toEqual([["wave_mapping", "Write"]]);
  expect(page!.getAttribute("PassParams")).toBe("true");
  expect(descendants(page!, "Title")).toHaveLength(4);
});

/** Rows that are opened from a timeline. */
const ON_TIMELINES = ["wave_socialmessage"];

test("the app holds every table of its navigation and of its timelines, and its site map", () => {
  const shown = descendants(siteMap, "SubArea").flatMap((it) => it.getAttribute("Entity") || []);
  expect(ofType("1")).toEqual([...shown, ...ON_TIMELINES].sort());
  expect(shown.filter((it) => !entities.has(it))).toEqual([]);
  expect(ofType("62")).toEqual([textOf(siteMap, "SiteMapUniqueName")]);
});

test("in the app, contact and account use our forms and views", () => {
  const standard = (pattern: RegExp): typeof all => all.filter(({ path }) => pattern.test(path));
  const all = xmlFiles(/^Entities\/(Contact|Account)\/(FormXml|SavedQueries)\//);
  expect(ofType("60")).toEqual(
    standard(/FormXml/)
      .map(({ root }) => bare(textOf(root, "systemform", "formid")))
      .sort(),
  );
  expect(ofType("26")).toEqual(
    standard(/SavedQueries/)
      .map(({ root }) => bare(textOf(root, "savedquery", "savedqueryid")))
      .sort(),
  );
  expect(new Set(all.map(({ path }) => tableOf(path)))).toEqual(new Set(["account", "contact"]));
});

test("sellers and administrators of Wave Sync may open it, and the platform's own administrators", () => {
  const ours = xmlFiles(/^Roles\/Wave Sync (User|Administrator)\.xml$/).map(({ root }) =>
    bare(root.getAttribute("id")),
  );
  const allowed = children(child(app, "AppModuleRoleMaps")!).map((it) => bare(it.getAttribute("id")));
  expect(allowed).toEqual(expect.arrayContaining(ours));
  expect(allowed).toHaveLength(ours.length + 2);
});

test("its icon is a web resource of the solution, so that nothing else must be installed first", () => {
  const icons = xmlFiles(/\.svg\.data\.xml$/).map(({ root }) => bare(textOf(root, "WebResourceId")));
  expect(icons).toContain(textOf(app, "WebResourceId"));
});
