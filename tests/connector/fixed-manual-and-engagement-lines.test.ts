import { Mapped } from "./support/mapped";

describe("lines that are no field of the system", () => {
  let mapped: Mapped;

  beforeAll(async () => {
    mapped = await Mapped.start({
      fields: [
        { name: "source", type: "text" },
        { name: "shirt", type: "text" },
      ],
    });
  });

  afterAll(() => mapped.close());

  test("a fixed value goes into every row, and one into every record of the system", async () => {
    await mapped.map({
      lines: [
        { id: "origin", kind: "fixed", column: "department", value: "Enginy", conflict: "ask" },
        {
          id: "back",
          kind: "fixed",
          column: "nickname",
          systemField: "source",
          direction: "toSystem",
          value: "Dynamics",
          conflict: "newest",
        },
      ],
    });
    mapped.put("fixed", {});
    const made = await mapped.sync(["fixed"]);
    expect(mapped.rowOf(made).department).toBe("Enginy");
    await mapped.sync(["fixed"]);
    expect(mapped.records.get("fixed")?.values.source).toBe("Dynamics");
    expect((await mapped.sync(["fixed"]))[0]?.wrote).toEqual({ dataverse: null, system: null });
  });

  test("it is written over what is there, on both sides, and nobody is asked: before the first sync and after", async () => {
    mapped.put("there", { source: "Fair" });
    const row = await mapped.add("contacts", {
      firstname: "Ines",
      lastname: "Of there",
      department: "Sales",
    });
    const [joined] = await mapped.sync(["there"]);
    expect(joined).toMatchObject({ outcome: "updated", rowId: row });
    expect(joined!.issue).toBeUndefined();
    expect(mapped.rowOf([joined!]).department).toBe("Enginy");
    expect(mapped.records.get("there")?.values.source).toBe("Dynamics");

    await mapped.dynamics.as("admin", "PATCH", `contacts(${row})`, { department: "Support" });
    mapped.put("there", { source: "Newsletter" });
    const [again] = await mapped.sync([{ rowId: row }]);
    expect(again!.issue).toBeUndefined();
    expect(mapped.rowOf([again!]).department).toBe("Enginy");
    expect(mapped.records.get("there")?.values.source).toBe("Dynamics");
  });

  describe("a value asked for at the time", () => {
    beforeAll(() =>
      mapped.map({
        lines: [
          { id: "budget", kind: "manual", column: "creditlimit" },
          { id: "born", kind: "manual", column: "birthdate" },
          { id: "shirt", kind: "manual", column: "suffix", systemField: "shirt", direction: "toSystem" },
        ],
      }),
    );

    test("is written to its side, as the column holds it", async () => {
      mapped.put("manual", {});
      const manual = { budget: "100.5", born: "1980-01-31", shirt: "XL" };
      const results = await mapped.sync(["manual"], { manual });
      expect(mapped.rowOf(results)).toMatchObject({ creditlimit: 100.5, birthdate: "1980-01-31" });
      await mapped.sync(["manual"], { trigger: "push", direction: "toSystem", manual: { shirt: "XL" } });
      expect(mapped.records.get("manual")?.values.shirt).toBe("XL");
    });

    test("that does not fit is refused field by field, with the field's name; the rest is written", async () => {
      mapped.put("wrong", {});
      const [result] = await mapped.sync(["wrong"], { manual: { budget: "a lot", born: "soon" } });
      expect(result).toMatchObject({
        outcome: "created",
        warnings: [
          { code: "VALUE_WRONG_TYPE", params: { field: "Credit Limit" } },
          { code: "VALUE_WRONG_TYPE", params: { field: "Birthday" } },
        ],
      });
    });

    test("for a line nobody asks for is refused as a whole", async () => {
      mapped.put("unknown", {});
      await expect(mapped.sync(["unknown"], { manual: { shoes: "42" } })).rejects.toMatchObject({
        issue: { code: "BAD_REQUEST", params: { details: "Values (shoes)" } },
      });
    });
  });

  test("an engagement value is set by a sync that logs an activity, and by no other", async () => {
    await mapped.map({
      lines: [{ id: "touched", kind: "engagement", column: "nickname", value: "Contacted" }],
    });
    mapped.put("engaged", {});
    const quiet = await mapped.sync(["engaged"]);
    expect(mapped.rowOf(quiet).nickname ?? null).toBeNull();
    const logged = await mapped.sync(["engaged"], { engagement: true });
    expect(logged[0]?.outcome).toBe("updated");
    expect(mapped.rowOf(logged).nickname).toBe("Contacted");
    expect((await mapped.sync(["engaged"]))[0]?.outcome).toBe("unchanged");
  });
});
