import fc from "fast-check";
import { WAVE_CONTACT_FIELDS } from "../../../connector/systems/wave/contact-mapping";
import type { WriteRule } from "../../../core/mapping/types";
import { nextBase, rowAfter, writesOf } from "../../../core/plan/apply";
import type { PlanInput } from "../../../core/plan/input";
import { planRecord } from "../../../core/plan/plan-record";
import type { FieldPlan } from "../../../core/plan/types";
import { readsAsPhone } from "../../../core/map/reads-as-phone";
import { CONTACT_COLUMNS, line, mapping, record, row } from "../support/contact";

const OWN_ID = { externaluseridentifier: "wavecnct_clx1" };

/** The default mapping of Wave: its company goes to Company Phone. */
function input(company: string | null, held: string | null, change: Partial<PlanInput> = {}): PlanInput {
  return {
    mapping: mapping(),
    system: record({ company, lastName: "Telefon" }),
    row: row({ company: held, lastname: "Telefon", ...OWN_ID }),
    base: null,
    columns: CONTACT_COLUMNS,
    systemFields: WAVE_CONTACT_FIELDS,
    direction: "both",
    linked: true,
    ...change,
  };
}

function company(given: PlanInput): FieldPlan {
  return planRecord(given).fields.find((field) => field.line === "company")!;
}

describe("Wave's company and Dynamics' Company Phone, as Wave's mapping is by default", () => {
  test("the company is written where the column is empty", () => {
    expect(company(input("Telefon AG", null))).toMatchObject({
      verdict: "writeDataverse",
      result: "Telefon AG",
    });
  });

  test("a new contact gets it, with all ten fields", () => {
    expect(
      writesOf(planRecord(input("Telefon AG", null, { row: null, linked: false }))).dataverse.company,
    ).toBe("Telefon AG");
  });

  test("it follows Wave as long as the column holds what we wrote, also to empty", () => {
    const base = { system: { company: "Telefon AG" }, dataverse: { company: "Telefon AG" } };
    expect(company(input("Telefon Neu AG", "Telefon AG", { base })).result).toBe("Telefon Neu AG");
    expect(company(input(null, "Telefon AG", { base }))).toMatchObject({
      verdict: "writeDataverse",
      result: null,
    });
  });

  test("a phone number that was there stays, is no conflict, and survives ten changes in Wave", () => {
    let given = input("Telefon AG", "+49 30 1234567");
    for (let change = 1; change <= 10; change++) {
      const plan = planRecord(given);
      expect(plan.fields.find((field) => field.line === "company")).toMatchObject({
        verdict: "leftOut",
        reason: "notOurs",
      });
      expect(plan.issue).toBeUndefined();
      given = {
        ...given,
        row: rowAfter(plan, given.row!),
        base: nextBase(plan, given.base),
        system: record({ company: `Telefon ${change} AG`, lastName: "Telefon" }),
      };
    }
    expect(given.row!.values.company).toBe("+49 30 1234567");
  });

  test("not even a tie, where nobody can say which is newer, makes a question of it", () => {
    const at = { modifiedOn: "2026-09-21T09:00:00Z" };
    const given = input("Telefon AG", "ask for Karla", {
      system: record({ company: "Telefon AG", lastName: "Telefon" }, at),
      row: row({ company: "ask for Karla", lastname: "Telefon", ...OWN_ID }, at),
    });
    expect(planRecord(given).outcome).toBe("unchanged");
    expect(company(given)).toMatchObject({ verdict: "leftOut", reason: "notOurs" });
  });

  test("so does one that somebody typed over the company", () => {
    const base = { system: { company: "Telefon AG" }, dataverse: { company: "Telefon AG" } };
    expect(company(input("Telefon Neu AG", "030 / 123 45 67", { base })).reason).toBe("notOurs");
  });

  test("whatever somebody else wrote there stays, phone number or not", () => {
    expect(company(input("Telefon AG", "ask for Karla"))).toMatchObject({
      verdict: "leftOut",
      reason: "notOurs",
    });
  });

  test("whoever is asked and says so can have it written over all the same", () => {
    const given = input("Telefon AG", "+49 30 1234567", { decisions: { company: "system" } });
    expect(company(given)).toMatchObject({ verdict: "writeDataverse", result: "Telefon AG" });
  });
});

describe("whatever the rules of a line say", () => {
  test.each<WriteRule>(["overwrite", "onlyWhenEmpty", "emptyOrOurs"])(
    "a phone number in a phone column is not written over with a word (%s)",
    (writeRule) => {
      const numbers = fc.constantFrom(
        "+49 30 1234567",
        "030/1234567",
        "(555) 123-4567",
        "Tel. 0800 1234 ext. 5",
      );
      const words = fc.constantFrom("Telefon AG", "3M", "4711", "1&1 Telecom GmbH", "");
      const based = fc.boolean();
      fc.assert(
        fc.property(numbers, words, based, (number, word, agreed) => {
          const lines = [line("company", "company", { conflict: "system", writeRule })];
          const base = agreed ? { system: { company: "x" }, dataverse: { company: number } } : null;
          const given = input(word, number, { mapping: mapping({ lines }), base });
          expect(writesOf(planRecord(given)).dataverse).not.toHaveProperty("company");
        }),
      );
    },
  );

  test("a phone number may take another's place", () => {
    const lines = [line("company", "company", { conflict: "system" })];
    const given = input("+49 30 7654321", "+49 30 1234567", { mapping: mapping({ lines }) });
    expect(writesOf(planRecord(given)).dataverse).toEqual({ company: "+49 30 7654321" });
  });

  test("a field for phone numbers says itself what is one: an extension, or nothing, goes through", () => {
    const base = {
      system: { primaryPhone: "+49 30 1234567" },
      dataverse: { primaryPhone: "+49 30 1234567" },
    };
    const given = input(null, null, {
      base,
      system: record({ primaryPhone: null }),
      row: row({ mobilephone: "+49 30 1234567", ...OWN_ID }),
    });
    expect(writesOf(planRecord(given)).dataverse).toEqual({ mobilephone: null });
  });
});

describe("what reads as a phone number", () => {
  test.each([
    "+49 30 1234567",
    "0049-30-1234567",
    "030/123456",
    "(030) 12 34 56",
    "555-123-4567",
    "+33 1 23 45 67 89 ext 12",
    "Tel. 030 123456",
    "phone: 12345",
    "＋49 30 1234567",
    "tel:+49301234567",
    "Zentrale +49 30 1234567",
  ])("%s", (text) => {
    expect(readsAsPhone(text)).toBe(true);
  });

  test.each([
    "Telefon AG",
    "3M",
    "4711",
    "1&1 Telecom",
    "Phone House",
    "Studio 54",
    "24/7",
    "Route 66 Inc",
    "",
    " ",
  ])("%s does not", (text) => {
    expect(readsAsPhone(text)).toBe(false);
  });
});
