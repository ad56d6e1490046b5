import type { ColumnInfo, Columns } from "../../../core/mapping/columns";
import type { Mapping, MappingLine } from "../../../core/mapping/types";
import { waveContactMapping } from "../../../connector/systems/wave/contact-mapping";
import type { Row, SystemRecord, Values } from "../../../core/records";

export const CONNECTION = "11111111-1111-4111-8111-111111111111";
export const ROW_ID = "22222222-2222-4222-8222-222222222222";

const text = (name: string, maxLength: number, format: ColumnInfo["format"] = "text"): ColumnInfo => ({
  name,
  type: "string",
  maxLength,
  format,
  label: name,
});

const list: readonly ColumnInfo[] = [
  text("firstname", 50),
  text("lastname", 50),
  text("emailaddress1", 100, "email"),
  text("mobilephone", 50, "phone"),
  { ...text("company", 50, "phone"), label: "Company Phone" },
  text("jobtitle", 100),
  text("websiteurl", 200, "url"),
  { name: "description", type: "memo", maxLength: 2000, label: "Description" },
  { name: "ownerid", type: "owner", required: "system", targets: ["systemuser", "team"], label: "Owner" },
  { name: "parentcustomerid", type: "customer", targets: ["account", "contact"], label: "Account" },
  text("externaluseridentifier", 50),
  text("fullname", 160),
  { name: "birthdate", type: "dateTime", dateOnly: true },
  { name: "lastonholdtime", type: "dateTime" },
  { name: "numberofchildren", type: "integer", min: 0, max: 1_000_000_000 },
  { name: "creditlimit", type: "money", precision: 2, min: 0, max: 100_000 },
  { name: "donotemail", type: "boolean" },
  {
    name: "preferredcontactmethodcode",
    type: "choice",
    choices: [
      { value: 1, label: "Any" },
      { value: 2, label: "Email" },
      { value: 3, label: "Phone" },
    ],
  },
];

/** Contact's columns as Dataverse has them (the ones tests need). */
export const CONTACT_COLUMNS: Columns = Object.fromEntries(list.map((column) => [column.name, column]));

export function line(id: string, column: string, change: Partial<MappingLine> = {}): MappingLine {
  return {
    id,
    kind: "field",
    systemField: id,
    column,
    direction: "both",
    writeRule: "overwrite",
    conflict: "ask",
    transformations: [],
    ...change,
  };
}

/** The default Wave mapping, changed as a test needs it. */
export function mapping(change: Partial<Mapping> = {}): Mapping {
  return { ...waveContactMapping({ id: "m1", connectionId: CONNECTION }), ...change };
}

export function record(values: Values, change: Partial<SystemRecord> = {}): SystemRecord {
  return { id: "clx1", values, modifiedOn: "2026-09-21T10:00:00Z", ...change };
}

export function row(values: Values, change: Partial<Row> = {}): Row {
  return {
    table: "contact",
    id: ROW_ID,
    values,
    modifiedOn: "2026-09-21T09:00:00Z",
    active: true,
    ...change,
  };
}
