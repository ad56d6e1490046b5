import { child, children, descendants, textOf } from "../../scripts/solution/xml";
import { columnsOf } from "./support/columns";
import { bare, tableOf, xmlFiles } from "./support/solution";

const forms = xmlFiles(/\/FormXml\//);
const viewTables = new Map(
  xmlFiles(/\/SavedQueries\//).map(({ root, path }) => [
    bare(textOf(child(root, "savedquery")!, "savedqueryid")),
    tableOf(path),
  ]),
);
const relationships = new Map(
  xmlFiles(/^Other\/Relationships\/[^/]+\.xml$/).flatMap(({ root }) =>
    children(root, "EntityRelationship").map((it) => [
      it.getAttribute("Name") ?? "",
      {
        referenced: textOf(it, "ReferencedEntityName").toLowerCase(),
        referencing: textOf(it, "ReferencingEntityName").toLowerCase(),
      },
    ]),
  ),
);
// The one relationship of the platform itself that a form of ours shows.
relationships.set("contact_customer_accounts", { referenced: "account", referencing: "contact" });

test("contact, account and each own table have a main form", () => {
  expect(new Set(forms.map(({ path }) => tableOf(path))).size).toBe(10);
  expect(forms.every(({ path }) => path.includes("/FormXml/main/"))).toBe(true);
});

test.each(forms)("$path: every field is a column of its table, and is on the form once", ({ path, root }) => {
  const columns = columnsOf(tableOf(path));
  const tabs = child(root, "systemform", "form", "tabs")!;
  const bound = (from: typeof root): string[] =>
    descendants(from, "control").flatMap((it) => it.getAttribute("datafieldname") ?? []);
  expect(bound(root).length).toBeGreaterThan(0);
  expect(bound(root).filter((name) => !columns.has(name))).toEqual([]);
  // A control of ours may stand on a column that is on the form as a field as well.
  const fields = descendants(tabs, "control")
    .filter((it) => !it.getAttribute("uniqueid"))
    .flatMap((it) => it.getAttribute("datafieldname") ?? []);
  expect(new Set(fields).size).toBe(fields.length);
});

test.each(forms)(
  "$path: every subgrid shows a view of its table through a relationship of this one",
  (form) => {
    const subgrids = descendants(form.root, "control").filter((it) => it.getAttribute("indicationOfSubgrid"));
    for (const subgrid of subgrids) {
      const parameters = child(subgrid, "parameters")!;
      const target = textOf(parameters, "TargetEntityType");
      expect(viewTables.get(bare(textOf(parameters, "ViewId")))).toBe(target);
      expect(relationships.get(textOf(parameters, "RelationshipName"))).toEqual({
        referenced: tableOf(form.path),
        referencing: target,
      });
    }
  },
);

test("externaluseridentifier is on no form: the platform cannot show it", () => {
  const bound = forms.flatMap(({ root }) =>
    descendants(root, "control").map((it) => it.getAttribute("datafieldname")),
  );
  expect(bound).not.toContain("externaluseridentifier");
});
