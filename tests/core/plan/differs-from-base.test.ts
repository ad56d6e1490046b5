import { recordDiffersFromBase, rowDiffersFromBase } from "../../../core/plan/differs-from-base";
import { withOpen, type Base } from "../../../core/records";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const comparing = {
  mapping: mapping({ lines: [line("jobTitle", "jobtitle")] }),
  columns: CONTACT_COLUMNS,
};
const base: Base = { system: { jobTitle: "Buyer" }, dataverse: { jobTitle: "Buyer" } };
const idOf = record({}).id;

describe("a record that holds what was agreed on", () => {
  const differs = (of: Base | null) => [
    rowDiffersFromBase(
      comparing,
      row({ jobtitle: "Buyer", externaluseridentifier: `wavecnct_${idOf}` }),
      of,
      idOf,
    ),
    recordDiffersFromBase(comparing, record({ jobTitle: "Buyer" }), of),
  ];

  test("needs no further look", () => expect(differs(base)).toEqual([false, false]));

  test("is looked at while a question is open: it may be over", () =>
    expect(differs(withOpen(base, ["jobTitle"]))).toEqual([true, true]));

  test("is looked at where nothing was ever agreed on", () => {
    expect(differs(null)).toEqual([true, true]);
    expect(differs({ system: {}, dataverse: {} })).toEqual([true, true]);
  });
});
