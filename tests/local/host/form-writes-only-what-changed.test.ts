import type { Column, Table, TableSummary } from "../../../local/host/client/api/metadata-types";
import { fromRow, sameValue, toBody, type AttributeValue } from "../../../local/host/client/form/values";

const column = (logicalName: string, type: Column["type"], more: Partial<Column> = {}): Column => ({
  logicalName,
  schemaName: logicalName,
  type,
  label: logicalName,
  required: "None",
  canCreate: true,
  canUpdate: true,
  ...more,
});

const columns = [
  column("lastname", "String"),
  column("birthdate", "DateTime", { dateBehavior: "DateOnly" }),
  column("wave_syncedon", "DateTime", { dateBehavior: "UserLocal" }),
  column("statuscode", "Status"),
  column("tags", "MultiSelectPicklist"),
  column("parentcustomerid", "Customer", { targets: ["account", "contact"] }),
];

const table = {
  logicalName: "contact",
  columns: new Map(columns.map((c) => [c.logicalName, c])),
  lookups: [
    { column: "parentcustomerid", target: "account", navigation: "parentcustomerid_account" },
    { column: "parentcustomerid", target: "contact", navigation: "parentcustomerid_contact" },
  ],
} as unknown as Table;

const tables = new Map([
  ["account", { entitySetName: "accounts" } as TableSummary],
  ["contact", { entitySetName: "contacts" } as TableSummary],
]);

const body = (changes: Record<string, AttributeValue>, before: Record<string, AttributeValue> = {}) =>
  toBody(table, new Map(Object.entries(changes)), (name) => before[name] ?? null, tables);

const account = [{ id: "{A1}", name: "Contoso", entityType: "account" }];
const of = (name: string) => table.columns.get(name) as Column;

describe("what a form writes", () => {
  it("binds a lookup by the navigation property of the table it points to", () => {
    expect(body({ parentcustomerid: account })).toEqual({
      "parentcustomerid_account@odata.bind": "/accounts(a1)",
    });
  });

  it("empties a lookup by the property of the table it pointed to", () => {
    const before = { parentcustomerid: [{ id: "c1", name: "Ng", entityType: "contact" }] };
    expect(body({ parentcustomerid: null }, before)).toEqual({ "parentcustomerid_contact@odata.bind": null });
  });

  it("writes empty text as null, days without a time, moments in UTC, many choices as a list", () => {
    const day = new Date("2026-01-05T00:00:00Z");
    expect(body({ lastname: "", birthdate: day, wave_syncedon: day, tags: [1, 2] })).toEqual({
      lastname: null,
      birthdate: "2026-01-05",
      wave_syncedon: "2026-01-05T00:00:00.000Z",
      tags: "1,2",
    });
  });
});

describe("what a form reads", () => {
  it("reads lookups with their table and name, dates as dates, many choices as numbers", () => {
    const row = {
      _parentcustomerid_value: "A1",
      "_parentcustomerid_value@OData.Community.Display.V1.FormattedValue": "Contoso",
      "_parentcustomerid_value@Microsoft.Dynamics.CRM.lookuplogicalname": "account",
      birthdate: "2026-01-05",
      tags: "1,2",
      statuscode: 1,
    };
    expect(fromRow(row, of("parentcustomerid"))).toEqual([
      { id: "a1", name: "Contoso", entityType: "account" },
    ]);
    expect(fromRow(row, of("birthdate"))).toEqual(new Date("2026-01-05T00:00:00Z"));
    expect(fromRow(row, of("tags"))).toEqual([1, 2]);
    expect(fromRow(row, of("lastname"))).toBeNull();
  });
});

describe("whether a value changed", () => {
  it.each<[AttributeValue, AttributeValue, boolean]>([
    ["", null, true],
    [[], null, true],
    ["a", "A", false],
    [new Date(5), new Date(5), true],
    [account, [{ id: "a1", name: "renamed", entityType: "account" }], true],
    [[1, 2], [1, 2], true],
    [0, null, false],
    [false, null, false],
  ])("%p and %p: same %s", (a, b, same) => expect(sameValue(a, b)).toBe(same));
});
