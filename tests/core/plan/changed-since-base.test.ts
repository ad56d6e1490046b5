import { changedSinceBase } from "../../../core/plan/changed-since-base";
import type { PlanInput } from "../../../core/plan/input";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

function input(change: Partial<PlanInput> = {}): PlanInput {
  return {
    mapping: mapping({ lines: [line("jobTitle", "jobtitle")] }),
    system: record({ jobTitle: "Buyer" }),
    row: row({ jobtitle: "Buyer" }),
    base: { system: { jobTitle: "Buyer" }, dataverse: { jobTitle: "Buyer" } },
    columns: CONTACT_COLUMNS,
    direction: "both",
    ...change,
  };
}

const hers = row({ jobtitle: "Head" });

describe("before a delete follows, what is still there was edited when", () => {
  test("it holds another value than both sides agreed on", () => {
    expect(changedSinceBase(input({ system: null, row: hers }), "system")).toBe(true);
    expect(changedSinceBase(input({ system: record({ jobTitle: "Head" }), row: null }), "dataverse")).toBe(
      true,
    );
  });

  test("both sides never agreed on anything, because their first sync was interrupted", () => {
    expect(changedSinceBase(input({ system: null, base: null }), "system")).toBe(true);
    expect(changedSinceBase(input({ row: null, base: null }), "dataverse")).toBe(true);
  });

  test("both sides never agreed on this line, whatever its policy is", () => {
    const base = { system: {}, dataverse: {} };
    for (const conflict of ["system", "dataverse", "newest", "ask"] as const) {
      const lines = [line("jobTitle", "jobtitle", { conflict })];
      expect(changedSinceBase(input({ system: null, base, mapping: mapping({ lines }) }), "system")).toBe(
        true,
      );
    }
  });
});

describe("it was not edited when", () => {
  test("it holds what both sides agreed on", () => {
    expect(changedSinceBase(input({ system: null }), "system")).toBe(false);
    expect(changedSinceBase(input({ row: null }), "dataverse")).toBe(false);
  });

  test("it holds nothing", () => {
    expect(
      changedSinceBase(input({ system: null, row: row({ jobtitle: null }), base: null }), "system"),
    ).toBe(false);
  });

  test("the line was never to carry the value to the side where the record is gone", () => {
    const base = { system: {}, dataverse: {} };
    const toDataverse = mapping({ lines: [line("jobTitle", "jobtitle", { direction: "toDataverse" })] });
    expect(changedSinceBase(input({ system: null, base, mapping: toDataverse }), "system")).toBe(false);
    const onlyWhenEmpty = mapping({ lines: [line("jobTitle", "jobtitle", { writeRule: "onlyWhenEmpty" })] });
    expect(changedSinceBase(input({ system: null, base, mapping: onlyWhenEmpty }), "system")).toBe(false);
    const red = new Set(["jobTitle"]);
    expect(changedSinceBase(input({ system: null, base, red }), "system")).toBe(false);
  });

  test("there is nothing left of it", () => {
    expect(changedSinceBase(input({ system: null, row: null }), "system")).toBe(false);
  });
});
