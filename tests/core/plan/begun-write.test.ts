import { WAVE_CONTACT_FIELD_MAP } from "../../../connector/systems/wave/contact-mapping";
import { arrivedFields, doubtfulFields, type BegunWrite } from "../../../core/plan/begun-write";
import type { FieldPlan } from "../../../core/plan/types";
import type { Values } from "../../../core/records";

const MARK = "2026-01-05T08:00:05Z";
const toRow: FieldPlan = {
  line: "note",
  column: "description",
  systemField: "note",
  dataverse: "old",
  system: "new",
  verdict: "writeDataverse",
  reason: "changedInSystem",
  result: "new",
};
const toSystem: FieldPlan = {
  line: "jobTitle",
  column: "jobtitle",
  systemField: "jobTitle",
  dataverse: "Head",
  system: "Buyer",
  verdict: "writeSystem",
  reason: "changedInDataverse",
  result: "Head",
};
const begun: BegunWrite = { fields: [toRow, toSystem], mark: MARK, begunOn: MARK };

const now = (row: Values, system: Values, markedOn: string | null = null) => ({
  mapping: { lines: WAVE_CONTACT_FIELD_MAP.lines },
  columns: {},
  row: { table: "contact", id: "row", values: { description: "old", jobtitle: "Head", ...row } },
  system: { id: "record", values: { note: "new", jobTitle: "Buyer", ...system } },
  markedOn,
});
const linesOf = (fields: readonly FieldPlan[]) => fields.map(({ line }) => line);

describe("what an interrupted look was about to write", () => {
  it.each([
    ["nothing arrived", now({}, {}), []],
    ["the system took its part", now({}, { jobTitle: "Head" }), ["jobTitle"]],
    ["the row carries the mark", now({ description: "new" }, {}, MARK), ["note"]],
    ["somebody typed into the row since", now({ description: "hers" }, {}, MARK), ["note"]],
    ["the row carries an older mark", now({ description: "hers" }, {}, "2026-01-05T08:00:04Z"), []],
    ["somebody typed the very value into the row", now({ description: "new" }, {}), []],
    ["both arrived", now({ description: "new" }, { jobTitle: "Head" }, MARK), ["note", "jobTitle"]],
  ])("is known where %s", (_what, input, lines) => {
    expect(linesOf(arrivedFields(begun, input))).toEqual(lines);
  });

  it("is told by the value where a table has no marks", () => {
    const { mark: _none, ...unmarked } = begun;
    expect(linesOf(arrivedFields(unmarked, now({ description: "new" }, {})))).toEqual(["note"]);
    expect(arrivedFields(unmarked, now({ description: "hers" }, {}))).toEqual([]);
  });

  it.each([
    ["somebody has changed the field in the system", now({}, { jobTitle: "Theirs" }), ["jobTitle"]],
    ["it is as it was read", now({}, {}), []],
    ["it is as it was to be written", now({}, { jobTitle: "Head" }), []],
    [
      "the row was changed as well: then the policy decides",
      now({ jobtitle: "Hers" }, { jobTitle: "Theirs" }),
      [],
    ],
  ])("is doubtful only where %s", (_what, input, lines) => {
    expect(linesOf(doubtfulFields(begun, input))).toEqual(lines);
  });
});
