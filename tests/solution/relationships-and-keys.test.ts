import { child, children, descendants, textOf } from "../../scripts/solution/xml";
import { columnsOf } from "./support/columns";
import { entities, xmlFiles } from "./support/solution";

const relationships = xmlFiles(/^Other\/Relationships\/[^/]+\.xml$/).flatMap(({ path, root }) =>
  children(root, "EntityRelationship").map((relationship) => ({ path, relationship })),
);
const index = children(xmlFiles(/^Other\/Relationships\.xml$/)[0]!.root).map((it) => it.getAttribute("Name"));

const lookups = [...entities].flatMap(([table, { entity }]) =>
  descendants(entity, "attribute")
    .filter((it) => ["lookup", "owner"].includes(textOf(it, "Type")))
    .map((it) => ({ table, column: it.getAttribute("PhysicalName") ?? "" })),
);

test("the index lists each relationship once, and each file is named after the referenced table", () => {
  expect([...index].sort()).toEqual(
    relationships.map(({ relationship }) => relationship.getAttribute("Name")).sort(),
  );
  for (const { path, relationship } of relationships) {
    expect(path).toBe(`Other/Relationships/${textOf(relationship, "ReferencedEntityName")}.xml`);
  }
});

test.each(lookups.filter(({ column }) => column.startsWith("wave_")))(
  "$table.$column points somewhere, under its own name",
  ({ table, column }) => {
    const found = relationships.filter(
      ({ relationship }) =>
        textOf(relationship, "ReferencingEntityName").toLowerCase() === table &&
        textOf(relationship, "ReferencingAttributeName") === column,
    );
    expect(found).toHaveLength(1);
    const roles = descendants(found[0]!.relationship, "EntityRelationshipRole");
    const nav = roles.find((it) => textOf(it, "RelationshipRoleType") === "1")!;
    expect(textOf(nav, "NavigationPropertyName")).toBe(column);
  },
);

test("deleting a contact or an account deletes none of our rows", () => {
  const fromRecords = relationships.filter(({ path }) => /\/(Contact|Account)\.xml$/.test(path));
  expect(fromRecords).toHaveLength(6);
  for (const { relationship } of fromRecords)
    expect(textOf(relationship, "CascadeDelete")).toBe("RemoveLink");
});

/** Bytes a column takes in an index. */
const KEY_LIMIT = 900;
const ID_BYTES = 16;
const LONGEST_STANDARD: Record<string, number> = { externaluseridentifier: 50 };

const keys = [...entities].flatMap(([table, { entity }]) =>
  descendants(entity, "EntityKey").map((key) => ({ table, name: textOf(key, "LogicalName"), key, entity })),
);

test("the alternate keys are those that make a second write find the first", () => {
  expect(keys.map((it) => `${it.table}.${it.name}`).sort()).toEqual([
    "contact.wave_contactexternalkey",
    "wave_link.wave_linkexternalkey",
    "wave_link.wave_linkrecordkey",
  ]);
});

test.each(keys)("$table.$name: its columns exist and fit into an index", ({ table, key, entity }) => {
  const columns = children(child(key, "EntityKeyAttributes")!).map((it) => it.textContent ?? "");
  const known = columnsOf(table);
  const bytes = columns.map((column) => {
    expect(known).toContain(column);
    const attribute = descendants(entity, "attribute").find((it) => textOf(it, "LogicalName") === column);
    if (attribute && textOf(attribute, "Type") === "lookup") return ID_BYTES;
    return 2 * Number(attribute ? textOf(attribute, "MaxLength") : LONGEST_STANDARD[column]);
  });
  expect(bytes.reduce((sum, it) => sum + it, 0)).toBeLessThanOrEqual(KEY_LIMIT);
});

test("our tables track changes", () => {
  for (const [table, { entity }] of entities) {
    if (table.startsWith("wave_")) expect(textOf(entity, "ChangeTrackingEnabled")).toBe("1");
  }
});
