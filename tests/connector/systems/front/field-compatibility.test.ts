import type { ColumnInfo } from "../../../../core/mapping/columns";
import { checkLine } from "../../../../core/mapping/check/check-line";
import type { MappingLine, Transformation } from "../../../../core/mapping/types";
import { fieldsFrom } from "../../../../connector/systems/front/account-json";

/** Rows of the published table, as columns of Dataverse are. */
const COLUMNS: Readonly<Record<string, Partial<ColumnInfo> & Pick<ColumnInfo, "type">>> = {
  "Single line of text": { type: "string" },
  "Multiple lines of text": { type: "memo" },
  "Option Set": { type: "choice" },
  "MultiSelect Option Set": { type: "multiChoice" },
  "Two Options": { type: "boolean" },
  Status: { type: "state" },
  "Status Reason": { type: "status" },
  "Whole Number": { type: "integer" },
  "Floating Point Number": { type: "double" },
  Image: { type: "image" },
  "Decimal Number": { type: "decimal" },
  Currency: { type: "money" },
  "Date and Time": { type: "dateTime" },
  "Lookup(user)": { type: "lookup", targets: ["systemuser"] },
  Customer: { type: "customer" },
  File: { type: "file" },
  Owner: { type: "owner" },
  Website: { type: "string", format: "url" },
};

/** Fields of an account of each of Front's types. */
const FIELDS: Readonly<Record<string, string>> = {
  Text: "custom:Text",
  Number: "custom:Number",
  Teammate: "custom:Teammate",
  "Yes or no": "custom:Yes or no",
  "Date and time": "custom:Date and time",
  Domains: "domains",
  Description: "description",
};

/** The ticks of the published table. */
const TICKS: Readonly<Record<string, readonly string[]>> = {
  "Single line of text": ["Text", "Domains", "Description"],
  "Multiple lines of text": ["Text", "Description"],
  "Option Set": ["Text"],
  "MultiSelect Option Set": ["Text"],
  "Two Options": ["Text", "Yes or no"],
  Status: ["Text"],
  "Status Reason": ["Text"],
  "Whole Number": ["Text", "Number"],
  "Floating Point Number": ["Text", "Number"],
  Image: [],
  "Decimal Number": ["Text", "Number"],
  Currency: ["Text", "Number"],
  "Date and Time": ["Text", "Date and time"],
  "Lookup(user)": ["Teammate"],
  Customer: [],
  File: [],
  Owner: ["Teammate"],
  Website: ["Domains"],
};

const TYPES = {
  Text: "string",
  Number: "number",
  Teammate: "teammate",
  "Yes or no": "boolean",
  "Date and time": "datetime",
};
const fields = fieldsFrom(Object.entries(TYPES).map(([name, type]) => ({ id: name, name, type })));

const cells = Object.keys(COLUMNS).flatMap((row) =>
  Object.keys(FIELDS).map((type) => [row, type, TICKS[row]!.includes(type)] as const),
);

describe("Front's field compatibility", () => {
  it("has a cell for each of 18 types of Dynamics and 7 of Front", () => expect(cells).toHaveLength(18 * 7));

  it.each(cells)("%s to %s: %s", (row, type, ticked) => {
    const column = { name: "col", label: row, ...COLUMNS[row] } as ColumnInfo;
    const transformations: readonly Transformation[] = type === "Teammate" ? [{ kind: "owner" }] : [];
    const line: MappingLine = {
      id: "line",
      kind: "field",
      systemField: FIELDS[type]!,
      column: "col",
      direction: "toSystem",
      writeRule: "overwrite",
      conflict: "dataverse",
      transformations,
    };
    const { level } = checkLine(line, { col: column }, fields);
    expect(level === "unsupported" ? "red" : "blue or yellow").toBe(ticked ? "blue or yellow" : "red");
  });

  it("is yellow where a value is put into words on the way", () => {
    const line = {
      id: "line",
      kind: "field",
      systemField: "custom:Text",
      column: "col",
      direction: "toSystem",
      writeRule: "overwrite",
      conflict: "dataverse",
      transformations: [],
    } as const;
    const of = (type: ColumnInfo["type"]) =>
      checkLine(line, { col: { name: "col", label: "Col", type } as ColumnInfo }, fields).level;
    expect([of("string"), of("integer"), of("boolean"), of("dateTime")]).toEqual([
      "supported",
      "limited",
      "limited",
      "limited",
    ]);
  });
});
