import { checkLine } from "../../../core/mapping/check/check-line";
import { withCompanyLine } from "../../../core/mapping/company-line";
import { COMPANY_LINE } from "../../../core/mapping/reserved-lines";
import { withoutLines } from "../../../core/mapping/related";
import { waveContactMapping, WAVE_COMPANIES } from "../../../connector/systems/wave/contact-mapping";
import { columnOf, tableOf, targetIsOpen, withLookupPaths } from "../../../core/mapping/lookup-path";
import { validateFieldMap } from "../../../core/mapping/validate-field-map";
import { companyOf } from "../../../core/match/company-key";
import type { Columns } from "../../../core/mapping/columns";
import { line } from "../support/contact";

const COLUMNS: Columns = withLookupPaths({
  parentcustomerid: { name: "parentcustomerid", type: "customer", targets: ["account", "contact"] },
  transactioncurrencyid: { name: "transactioncurrencyid", type: "lookup", targets: ["transactioncurrency"] },
});

describe("a lookup that may point to several tables", () => {
  test("is named with the one that is meant", () => {
    expect([columnOf("parentcustomerid.account"), tableOf("parentcustomerid.account")]).toEqual([
      "parentcustomerid",
      "account",
    ]);
    expect([columnOf("jobtitle"), tableOf("jobtitle")]).toEqual(["jobtitle", null]);
    expect(Object.keys(COLUMNS).sort()).toEqual([
      "parentcustomerid",
      "parentcustomerid.account",
      "parentcustomerid.contact",
      "transactioncurrencyid",
    ]);
    expect(COLUMNS["parentcustomerid.account"]?.targets).toEqual(["account"]);
  });

  test("named without one, nobody knows where an id would point: red, unless a rule says it", () => {
    expect(targetIsOpen(COLUMNS.parentcustomerid!)).toBe(true);
    expect(targetIsOpen(COLUMNS["parentcustomerid.account"]!)).toBe(false);
    const fixed = {
      kind: "fixed" as const,
      direction: "toDataverse" as const,
      value: "0f7c1c1e-0000-4000-8000-00000000000a",
    };
    expect(checkLine(line("f", "parentcustomerid", fixed), COLUMNS, {}).code).toBe("needsLookupRule");
    expect(checkLine(line("f", "parentcustomerid.account", fixed), COLUMNS, {}).code).toBe("fits");
    expect(checkLine(line("f", "transactioncurrencyid", fixed), COLUMNS, {}).code).toBe("fits");
  });

  test("is one column: two lines that name it differently would undo each other", () => {
    const lines = ["account", "contact"].map((table) =>
      line(table, `parentcustomerid.${table}`, { systemField: table }),
    );
    expect(validateFieldMap({ lines }).map((problem) => problem.fault)).toEqual(["duplicateColumn"]);
  });
});

describe("the line that joins a contact to its account", () => {
  const base = waveContactMapping({ id: "m", connectionId: "c" });
  const linking = { ...base, policies: { ...base.policies, companies: { ...WAVE_COMPANIES, link: true } } };
  const unlinked = { ...base, policies: { ...base.policies, companies: { ...WAVE_COMPANIES, link: false } } };
  const ids = (mapping: typeof base) => mapping.lines.map((each) => each.id);

  test("is there when the policy says so, and goes again", () => {
    expect(ids(withCompanyLine(unlinked))).toEqual(ids(base));
    expect(ids(withCompanyLine(linking))).toEqual([...ids(base), COMPANY_LINE]);
    expect(ids(withoutLines(withCompanyLine(linking), new Set([COMPANY_LINE])))).toEqual(ids(base));
  });

  test("leaves a line of the admin's own for that column alone", () => {
    const own = { ...linking, lines: [...base.lines, line("own", "parentcustomerid", { systemField: "x" })] };
    expect(ids(withCompanyLine(own))).toEqual(ids(own));
  });
});

describe("the company a record tells of", () => {
  const fields = { name: "company", domain: ["website", "email"] };

  test.each([
    [
      "its domain, whichever field has it",
      { company: "Acme", email: "i@mail.acme.co.uk" },
      "domain:acme.co.uk",
    ],
    ["its name, folded, where there is no domain", { company: "Ácme, S.A." }, "name:acmesa"],
    ["no mail provider", { company: "Acme", email: "i@gmail.com" }, "name:acme"],
    ["nothing", { company: " ", website: null }, undefined],
  ])("is known by %s", (_name, values, key) => {
    expect(companyOf(values, fields)?.key).toBe(key);
  });

  test("goes by its domain where nobody wrote a name", () => {
    expect(companyOf({ website: "https://acme.example" }, fields)).toMatchObject({ name: "acme.example" });
  });
});
