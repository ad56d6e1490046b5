import { createLookupDirectory } from "../../../core/map/lookup-directory";
import { lookupNeeds } from "../../../core/map/lookup-needs";
import { line, record } from "../support/contact";

const byNumber = { kind: "lookup", table: "account", keyColumn: "accountnumber" } as const;

describe("lookup lines, a page of records at a time", () => {
  test("each table is asked once, for each key once", () => {
    const lines = [
      line("employer", "parentcustomerid", { transformations: [byNumber] }),
      line("partner", "wave_partner", { transformations: [byNumber] }),
      line("country", "wave_country", {
        transformations: [{ kind: "lookup", table: "wave_country", keyColumn: "wave_iso" }],
      }),
      line("source", "wave_source", {
        kind: "fixed",
        value: "FAIR",
        transformations: [{ kind: "lookup", table: "wave_source", keyColumn: "wave_code" }],
      }),
      line("out", "wave_out", {
        direction: "toSystem",
        transformations: [{ kind: "lookup", table: "never", keyColumn: "asked" }],
      }),
    ];
    const records = [
      record({ employer: "A-1", partner: " a-1 ", country: null }),
      record({ employer: "A-2", partner: null, country: "" }),
    ];
    expect(lookupNeeds({ lines }, records)).toEqual([
      { table: "account", keyColumn: "accountnumber", keys: ["a-1", "A-2"] },
      { table: "wave_source", keyColumn: "wave_code", keys: ["FAIR"] },
    ]);
  });

  test("what was found answers both ways; a key two rows share answers for neither", () => {
    const directory = createLookupDirectory([
      {
        table: "account",
        keyColumn: "accountnumber",
        rows: [
          { id: "R1", values: { accountnumber: "A-1" } },
          { id: "R2", values: { accountnumber: "A-2" } },
          { id: "R3", values: { accountnumber: "a-2" } },
          { id: "R4", values: { accountnumber: null } },
        ],
      },
    ]);
    expect(directory.rowOf("account", "accountnumber", " a-1")).toBe("R1");
    expect(directory.rowOf("account", "accountnumber", "A-2")).toBe("several");
    expect(directory.rowOf("account", "accountnumber", "A-3")).toBeNull();
    expect(directory.rowOf("account", "name", "A-1")).toBeNull();
    expect(directory.keyOf("account", "accountnumber", "r1")).toBe("A-1");
    expect(directory.keyOf("account", "accountnumber", "r4")).toBeNull();
  });
});
