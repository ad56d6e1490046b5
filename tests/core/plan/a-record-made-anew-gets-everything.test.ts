import type { PlanInput } from "../../../core/plan/input";
import { writesOf } from "../../../core/plan/apply";
import { planRecord } from "../../../core/plan/plan-record";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

/** Two that agree on everything, but for what a case takes away. */
function input(change: Partial<PlanInput>): PlanInput {
  const agreed = { jobTitle: "Buyer", lastName: "Vasseur" };
  return {
    mapping: mapping({ lines: [line("jobTitle", "jobtitle"), line("lastName", "lastname")] }),
    system: record(agreed),
    row: row({ jobtitle: "Buyer", lastname: "Vasseur", externaluseridentifier: "wavecnct_clx1" }),
    base: { system: agreed, dataverse: agreed },
    columns: CONTACT_COLUMNS,
    direction: "both",
    ...change,
  };
}

describe("what was agreed on with a record that is gone", () => {
  test.each([
    [
      "row",
      { row: null, linked: false },
      "createRow",
      { dataverse: { jobtitle: "Buyer", lastname: "Vasseur" } },
    ],
    [
      "record",
      { system: null, linked: false },
      "createSystemRecord",
      { system: { jobTitle: "Buyer", lastName: "Vasseur" } },
    ],
  ] as const)(
    "a %s that is made anew gets everything, whatever was agreed on before",
    (_side, given, action, values) => {
      const plan = planRecord(input(given));
      expect(plan).toMatchObject({ outcome: "created", action });
      expect(writesOf(plan)).toMatchObject(values);
    },
  );
});
