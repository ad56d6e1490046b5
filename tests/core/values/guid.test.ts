import { isGuid, normaliseGuid } from "../../../core/values/guid";

describe("ids of rows", () => {
  test.each([
    ["{0F7C1C1E-0000-4000-8000-00000000000A}", "0f7c1c1e-0000-4000-8000-00000000000a"],
    [" 0f7c1c1e-0000-4000-8000-00000000000a ", "0f7c1c1e-0000-4000-8000-00000000000a"],
    ["00000000-0000-0000-0000-000000000000", "00000000-0000-0000-0000-000000000000"],
    ["0f7c1c1e000040008000000000000000", null],
    ["0f7c1c1e-0000-4000-8000-00000000000a)", null],
    ["' or 1 eq 1", null],
    ["", null],
    [null, null],
    [7, null],
  ])("%s is read as %s", (given, expected) => {
    expect(normaliseGuid(given)).toBe(expected);
  });

  test("braces are a client's habit, not part of an id", () => {
    expect(isGuid("{0f7c1c1e-0000-4000-8000-00000000000a}")).toBe(false);
    expect(isGuid("0f7c1c1e-0000-4000-8000-00000000000a")).toBe(true);
  });
});
