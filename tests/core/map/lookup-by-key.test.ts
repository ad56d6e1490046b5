import { mapToDataverse } from "../../../core/map/to-dataverse";
import { mapToSystem } from "../../../core/map/to-system";
import type { LookupDirectory } from "../../../core/map/types";
import { CONTACT_COLUMNS, line } from "../support/contact";

const ACME = "0f7c1c1e-0000-4000-8000-00000000000a";

const lookups: LookupDirectory = {
  rowOf: (table, keyColumn, key) => {
    if (table !== "account" || keyColumn !== "accountnumber") return null;
    return key === "A-1" ? ACME : key === "A-2" ? "several" : null;
  },
  keyOf: (_table, _keyColumn, rowId) => (rowId === ACME ? "A-1" : null),
};

const employer = line("companyKey", "parentcustomerid", {
  transformations: [{ kind: "lookup", table: "account", keyColumn: "accountnumber" }],
});
const context = { columns: CONTACT_COLUMNS, creating: false, lookups };

describe("a lookup line finds the related row by its key", () => {
  test.each([
    ["one row holds the key", "A-1", { value: ACME }],
    ["spaces around the key do not matter", " A-1 ", { value: ACME }],
    ["several rows hold it: never a guess", "A-2", { leftOut: "lookupNotFound" }],
    ["no row holds it", "A-3", { leftOut: "lookupNotFound" }],
    ["no key clears the lookup", null, { value: null }],
  ])("%s", (_name, key, expected) => {
    expect(mapToDataverse(employer, key, context)).toEqual(expected);
  });

  test("and gives the key back to the system", () => {
    expect(mapToSystem(employer, ACME, context)).toEqual({ value: "A-1" });
    expect(mapToSystem(employer, "0f7c1c1e-0000-4000-8000-00000000000b", context)).toEqual({
      leftOut: "lookupNotFound",
    });
    expect(mapToSystem(employer, null, context)).toEqual({ value: null });
  });
});
