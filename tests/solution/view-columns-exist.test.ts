import { child, children, descendants, textOf } from "../../scripts/solution/xml";
import { columnsOf } from "./support/columns";
import { tableOf, xmlFiles } from "./support/solution";

const views = xmlFiles(/\/SavedQueries\//).map(({ path, root }) => ({
  path,
  view: child(root, "savedquery")!,
}));

test.each(views)("$path asks for columns of its table, and shows only what it asks for", ({ path, view }) => {
  const table = tableOf(path);
  const columns = columnsOf(table);
  const entity = descendants(view, "entity")[0]!;
  expect(entity.getAttribute("name")).toBe(table);
  const asked = children(entity, "attribute").map((it) => it.getAttribute("name") ?? "");
  const filtered = descendants(entity, "condition").map((it) => it.getAttribute("attribute") ?? "");
  const ordered = children(entity, "order").map((it) => it.getAttribute("attribute") ?? "");
  expect([...asked, ...filtered, ...ordered].filter((name) => !columns.has(name))).toEqual([]);
  const shown = descendants(view, "cell").map((it) => it.getAttribute("name") ?? "");
  expect(shown.length).toBeGreaterThan(0);
  expect(shown.filter((name) => !asked.includes(name))).toEqual([]);
  const row = descendants(view, "row")[0]!;
  expect(asked).toContain(row.getAttribute("id"));
  expect(shown).toContain(descendants(view, "grid")[0]!.getAttribute("jump"));
});

const ownTables = [...new Set(views.map(({ path }) => tableOf(path)))].filter((name) =>
  name.startsWith("wave_"),
);

test.each(ownTables)(
  "%s has one default view of each kind: public, find, lookup, associated, advanced",
  (table) => {
    const defaults = views
      .filter(({ path, view }) => tableOf(path) === table && textOf(view, "isdefault") === "1")
      .map(({ view }) => Number(textOf(view, "querytype")));
    expect(defaults.sort((a, b) => a - b)).toEqual([0, 1, 2, 4, 64]);
  },
);

test.each(["contact", "account"])(
  "%s has views that show status and last sync, and takes nobody's default",
  (table) => {
    const own = views.filter(({ path }) => tableOf(path) === table);
    expect(own).toHaveLength(2);
    for (const { view } of own) {
      const shown = descendants(view, "cell").map((it) => it.getAttribute("name"));
      expect(shown).toEqual(expect.arrayContaining(["wave_syncstatus", "wave_syncedon"]));
      expect(textOf(view, "isdefault")).toBe("0");
    }
  },
);

test("option values in filters are values of the column's choice", () => {
  const values = new Set(
    xmlFiles(/^OptionSets\//).flatMap(({ root }) =>
      descendants(root, "option").map((it) => it.getAttribute("value")),
    ),
  );
  const asked = views.flatMap(({ view }) =>
    descendants(view, "condition")
      .flatMap((it) => [it.getAttribute("value"), ...children(it, "value").map((value) => value.textContent)])
      .filter((value) => value?.startsWith("62814")),
  );
  expect(asked.length).toBeGreaterThan(0);
  expect(asked.filter((value) => !values.has(value))).toEqual([]);
});
