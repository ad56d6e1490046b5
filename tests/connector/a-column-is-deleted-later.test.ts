import * as schema from "../../core/generated/schema";
import { ColumnsChangedError } from "../../connector/pipeline/write/columns-changed";
import type { ColumnInput } from "../../local/dataverse/metadata/types";
import { Mapped } from "./support/mapped";

const TEMPORARY: ColumnInput = { logicalName: "new_temporary", type: "String", maxLength: 50 };

describe("a column that is deleted while the connector runs", () => {
  let mapped: Mapped;

  beforeAll(async () => {
    mapped = await Mapped.start();
  });

  afterAll(() => mapped.close());

  const model = () => mapped.dynamics.platform.dataverse.kernel.model;
  const told = () =>
    mapped
      .rows("wave_issue")
      .map((row) => row.values)
      .filter((values) => values[schema.issue.columns.issuestatus] === schema.IssueStatus.Open);

  /** As an admin who deletes it in the maker portal. */
  function deleteColumn(): void {
    (model().table("contact")!.columns as Map<string, unknown>).delete("new_temporary");
    model().version++;
  }

  beforeEach(async () => {
    model().addColumn("contact", TEMPORARY);
    mapped.runtime.forget();
    await mapped.map({
      lines: [
        { id: "temporary", column: "new_temporary", systemField: "company" },
        { id: "title", column: "jobtitle", systemField: "company" },
      ],
    });
  });

  test("is noticed when rows are read: tried again, its line is red and the rest is synced", async () => {
    mapped.put("read", { company: "Acme" });
    expect(mapped.rowOf(await mapped.sync(["read"]))).toMatchObject({
      new_temporary: "Acme",
      jobtitle: "Acme",
    });
    deleteColumn();
    mapped.put("read", { company: "Globex" });
    const before = await mapped.sync(["read"]).catch((error: unknown) => error);
    expect(before).toBeInstanceOf(ColumnsChangedError);
    // Trouble that passes: whoever brought the record tries again by itself.
    expect((before as ColumnsChangedError).transient).toBe(true);
    const results = await mapped.sync(["read"]);
    expect(results[0]).toMatchObject({ outcome: "updated", warnings: [] });
    expect(mapped.rowOf(results).jobtitle).toBe("Globex");
    expect(told()).toEqual([
      expect.objectContaining({
        [schema.issue.columns.code]: "COLUMN_MISSING",
        [schema.issue.columns.message]: expect.stringContaining("new_temporary"),
      }),
    ]);
  });

  test("is noticed when a row is written", async () => {
    const sync = await mapped.prepare();
    deleteColumn();
    mapped.put("write", { company: "Acme" });
    // Nothing is known of this record, so that nothing is read of the column before it is written.
    await expect(mapped.with(sync, ["write"])).rejects.toBeInstanceOf(ColumnsChangedError);
    const results = await mapped.sync(["write"]);
    expect(results[0]?.outcome).toBe("created");
    expect(mapped.rowOf(results).jobtitle).toBe("Acme");
  });

  test("one that may not be written any more is red as soon as the table is read again", async () => {
    mapped.put("locked", { company: "Acme" });
    await mapped.sync(["locked"]);
    model().addColumn("contact", { ...TEMPORARY, validForCreate: false, validForUpdate: false });
    mapped.runtime.forget();
    mapped.put("locked", { company: "Globex" });
    const results = await mapped.sync(["locked"]);
    expect(results[0]).toMatchObject({ outcome: "updated", warnings: [] });
    expect(mapped.rowOf(results)).toMatchObject({ jobtitle: "Globex", new_temporary: "Acme" });
  });
});
