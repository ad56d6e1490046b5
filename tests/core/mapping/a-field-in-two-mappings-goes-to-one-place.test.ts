import { checkBothPlaces } from "../../../core/mapping/check/check-both-places";
import type { CheckResult } from "../../../core/mapping/check/types";
import type { SystemFields } from "../../../core/mapping/system-fields";
import type { MappingLine } from "../../../core/mapping/types";

const PEOPLE: SystemFields = {
  jobTitle: { name: "jobTitle", type: "text" },
  companySize: { name: "companySize", type: "number", of: { object: "company", field: "size" } },
};
const COMPANIES: SystemFields = {
  size: { name: "size", type: "number" },
  jobTitle: { name: "jobTitle", type: "text" },
};

const line = (systemField: string, column: string, kind: MappingLine["kind"] = "field"): MappingLine => ({
  ...{ id: systemField, kind, systemField, column },
  ...{ direction: "toDataverse", writeRule: "overwrite", conflict: "system", transformations: [] },
});
const checked = (
  lines: readonly MappingLine[],
  level: CheckResult["level"] = "supported",
): readonly CheckResult[] =>
  lines.map(({ id }) => ({
    line: id,
    level,
    code: level === "supported" ? "fits" : "isCut",
    params: { field: id },
  }));
const both = (
  people: readonly MappingLine[],
  companies: readonly MappingLine[],
  level?: CheckResult["level"],
) => {
  const a = { systemObject: "person", lines: people, fields: PEOPLE, name: "People" };
  const b = { systemObject: "company", lines: companies, fields: COMPANIES, name: "Companies" };
  return [
    checkBothPlaces(checked(people, level), a, [b]),
    checkBothPlaces(checked(companies, level), b, [a]),
  ].map((results) => results.map(({ code, level: found }) => [found, code]));
};

describe("a field that two objects have, mapped in both", () => {
  it("is blue where it goes to a column of the same name", () => {
    const fits = [["supported", "fits"]];
    expect(both([line("companySize", "numberofemployees")], [line("size", "numberofemployees")])).toEqual([
      fits,
      fits,
    ]);
  });

  it("is yellow in both where it does not, and names the other place", () => {
    const marked = [["limited", "mappedElsewhere"]];
    const [people, companies] = [[line("companySize", "description")], [line("size", "numberofemployees")]];
    expect(both(people, companies)).toEqual([marked, marked]);
    const other = { systemObject: "company", lines: companies, fields: COMPANIES, name: "Companies" };
    const [mark] = checkBothPlaces(
      checked(people),
      { systemObject: "person", lines: people, fields: PEOPLE },
      [other],
    );
    expect(mark!.params).toEqual({
      field: "companySize",
      other: "Companies",
      otherColumn: "numberofemployees",
    });
  });

  it("is nothing of a field that only has the same name, of one that is mapped once, or of a value of another kind", () => {
    const fits = [["supported", "fits"]];
    expect(both([line("jobTitle", "jobtitle")], [line("jobTitle", "description")])).toEqual([fits, fits]);
    expect(both([line("companySize", "description")], [])).toEqual([fits, []]);
    const manual = line("companySize", "description", "manual");
    expect(both([manual], [line("size", "numberofemployees")])).toEqual([fits, fits]);
  });

  it("does not take the place of what is worse, or was found before", () => {
    const [people] = both(
      [line("companySize", "description")],
      [line("size", "numberofemployees")],
      "limited",
    );
    expect(people).toEqual([["limited", "isCut"]]);
  });
});
