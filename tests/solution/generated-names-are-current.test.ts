import * as generated from "../../core/generated/schema";
import { ROOT } from "../../scripts/build/root";
import { schemaIsCurrent } from "../../scripts/schema/generate";
import { entities, solutionColumns } from "./support/solution";

test("core/generated/schema.ts is what solution/src says", async () => {
  expect(await schemaIsCurrent(ROOT)).toBe(true);
});

test("choices keep their values: 62814 is the publisher's option prefix", () => {
  expect(generated.SyncStatus.InSync).toBe(628140000);
  expect(generated.SyncStatus.Unlinked).toBe(628140007);
  expect(generated.OperationStatus.Canceled).toBe(628140004);
});

test("a lookup is written through its navigation property and read through its value", () => {
  expect(generated.link.lookups.connection).toEqual({
    column: "wave_connection",
    nav: "wave_Connection",
    value: "_wave_connection_value",
    targets: ["wave_connection"],
  });
});

test("every table of the solution is there with all its own columns", () => {
  const tables = Object.values(generated).filter(
    (it): it is typeof generated.link => typeof it === "object" && "entitySet" in it && "columns" in it,
  );
  expect(tables.map((it) => it.logicalName).sort()).toEqual([...entities.keys()].sort());
  for (const table of tables) {
    const own = solutionColumns(table.logicalName).filter(
      (name) => name.startsWith("wave_") && name !== table.primaryId,
    );
    const lookups = Object.values(table.lookups).map((it) => it.column);
    expect([...Object.values(table.columns), ...lookups].sort()).toEqual(own.sort());
  }
});

test("names, columns and lookups of a table stand alone too, the same ones", () => {
  const { columns, lookups, maxLength: _lengths, keys: _keys, ...names } = generated.link;
  expect(generated.linkNames).toEqual(names);
  expect(generated.linkColumns).toBe(columns);
  expect(generated.linkLookups).toBe(lookups);
});
