import type { ColumnInfo, Columns } from "../../../core/mapping/columns";
import type { FieldMap } from "../../../core/mapping/field-map";
import type { SystemFieldInfo, SystemFields } from "../../../core/mapping/system-fields";
import type { MappingLine } from "../../../core/mapping/types";
import { changeDraft, isUnfinished, newLine } from "../../../webresources/pages/setup/map/draft";
import {
  breaks,
  judge,
  missing,
  suggestions,
  type Judging,
} from "../../../webresources/pages/setup/map/judge";
import { columnType, fieldName } from "../../../webresources/pages/setup/map/names";

const column = (name: string, more: Partial<ColumnInfo> = {}): ColumnInfo => ({
  name,
  type: "string",
  label: name,
  ...more,
});
const field = (name: string, more: Partial<SystemFieldInfo> = {}): SystemFieldInfo => ({
  name,
  type: "text",
  ...more,
});
const byName = <T extends { readonly name: string }>(all: readonly T[]): Readonly<Record<string, T>> =>
  Object.fromEntries(all.map((each) => [each.name, each]));

const columns: Columns = byName([
  column("jobtitle", { label: "Job Title" }),
  column("lastname", { label: "Last Name", required: "application" }),
  column("new_region", { label: "Region" }),
  column("birthdate", { type: "dateTime", dateOnly: true }),
  column("statecode", { type: "state" }),
]);
const fields: SystemFields = byName([
  field("jobTitle"),
  field("lastName", { required: true }),
  field("region"),
  field("birthdate"),
  field("statecode"),
]);
const by: Judging = {
  systemObject: "contact",
  direction: "both",
  conflict: "ask",
  columns,
  fields,
  offers: {},
  others: [],
};
const line = (systemField: string, to: string, more: Partial<MappingLine> = {}): MappingLine => ({
  ...newLine([], "field", by, { systemField, column: to }),
  ...more,
});

describe("a draft", () => {
  const draft: FieldMap = { lines: [line("jobTitle", "jobtitle"), line("lastName", "lastname")] };

  it("moves lines within its ends, changes them, and removes them", () => {
    const ids = (map: typeof draft) => map.lines.map(({ id }) => id);
    expect(ids(changeDraft(draft, { type: "move", id: "lastName", by: -1 }))).toEqual([
      "lastName",
      "jobTitle",
    ]);
    expect(changeDraft(draft, { type: "move", id: "lastName", by: 1 }).lines).toEqual(draft.lines);
    expect(ids(changeDraft(draft, { type: "remove", id: "jobTitle" }))).toEqual(["lastName"]);
    const to = { column: "new_region", systemField: undefined } as Partial<MappingLine>;
    const [changed] = changeDraft(draft, { type: "change", id: "jobTitle", to }).lines;
    expect(changed).toEqual({ ...draft.lines[0], column: "new_region", systemField: undefined });
    expect("systemField" in changed!).toBe(false);
  });

  it("keeps an id for good, and gives no two lines the same", () => {
    const first = newLine(draft.lines, "field", by, { systemField: "jobTitle" });
    expect(first.id).toBe("jobTitle2");
    const [changed] = changeDraft(
      { lines: [first] },
      { type: "change", id: first.id, to: { systemField: "x" } },
    ).lines;
    expect(changed!.id).toBe("jobTitle2");
  });

  it("knows what a kind needs", () => {
    expect(isUnfinished(newLine([], "field", by))).toBe(true);
    expect(isUnfinished({ ...newLine([], "manual", by), column: "jobtitle" })).toBe(false);
    expect(isUnfinished({ ...newLine([], "fixed", by), column: "jobtitle" })).toBe(true);
    expect(isUnfinished({ ...newLine([], "fixed", by), column: "jobtitle", value: false })).toBe(false);
    expect(newLine([], "fixed", by).direction).toBe("toDataverse");
  });
});

describe("the verdict", () => {
  it("breaks for red lines, contradictions and what is unfinished; never for yellow", () => {
    const draft = {
      lines: [
        line("jobTitle", "jobtitle"),
        line("region", "jobtitle"),
        line("birthdate", "birthdate"),
        line("lastName", "", { column: "" }),
        line("statecode", "new_region", { transformations: [{ kind: "cut", length: 5 }] }),
      ],
    };
    const columnsWithLimit = { ...columns, new_region: { ...columns.new_region!, maxLength: 100 } };
    const verdicts = judge(draft, { ...by, columns: columnsWithLimit });
    const broken = draft.lines.filter(({ id }) => breaks(verdicts.get(id)!)).map(({ id }) => id);
    expect(broken).toEqual(["region", "lastName"]);
    expect(verdicts.get("birthdate")!.check!.level).toBe("limited");
    expect(verdicts.get("statecode")!.check!.level).toBe("limited");
  });

  it("suggests columns of the same name, whatever their prefix, as far as they would work", () => {
    const draft = { lines: [line("jobTitle", "jobtitle")] };
    const found = suggestions(draft, by).map(({ column: to, systemField }) => [systemField, to]);
    expect(found).toContainEqual(["lastName", "lastname"]);
    expect(found).toContainEqual(["region", "new_region"]);
    expect(found.map(([name]) => name)).not.toContain("statecode");
    expect(found.map(([name]) => name)).not.toContain("jobTitle");
  });

  it("says what a side wants and gets from no line", () => {
    expect(missing({ lines: [] }, by)).toEqual({ columns: ["lastname"], fields: ["lastName"] });
    expect(missing({ lines: [line("lastName", "lastname")] }, by)).toEqual({ columns: [], fields: [] });
    expect(missing({ lines: [] }, { ...by, direction: "toDataverse" }).fields).toEqual([]);
  });
});

it("fields and columns are called as people would", () => {
  expect(["jobTitle", "city", "Customer tier", "crm_ID"].map(fieldName)).toEqual([
    "Job title",
    "City",
    "Customer tier",
    "crm_ID",
  ]);
  expect(columnType({ type: "string", format: "email" })).toBe("Type_email");
  expect(columnType({ type: "dateTime", dateOnly: true })).toBe("Type_date");
  expect(columnType({ type: "image" })).toBe("Type_other");
});
