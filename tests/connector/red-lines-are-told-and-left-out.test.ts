import * as schema from "../../core/generated/schema";
import { CAMPAIGN_FIELDS } from "../../core/mapping/campaign-fields";
import { Mapped } from "./support/mapped";

const { columns } = schema.issue;

describe("a line that cannot work", () => {
  let mapped: Mapped;

  beforeAll(async () => {
    mapped = await Mapped.start({ fields: [{ name: "score", type: "number" }] });
  });

  afterAll(() => mapped.close());

  const issues = () =>
    mapped
      .rows("wave_issue")
      .map((row) => row.values)
      .filter(({ [columns.code]: code }) => code === "LINE_NOT_SUPPORTED" || code === "COLUMN_MISSING");
  const open = () => issues().filter((values) => values[columns.issuestatus] === schema.IssueStatus.Open);

  test("is left out, the others are written, and the mapping says it once, however many records and syncs", async () => {
    await mapped.map({
      lines: [
        { id: "gone", column: "new_gone", systemField: "company" },
        { id: "title", column: "jobtitle", systemField: "company" },
      ],
    });
    mapped.put("a", { company: "Acme" });
    mapped.put("b", { company: "Globex" });
    const results = await mapped.sync(["a", "b"]);
    expect(results.map(({ outcome, warnings }) => [outcome, warnings])).toEqual([
      ["created", []],
      ["created", []],
    ]);
    expect(mapped.rowOf(results).jobtitle).toBe("Acme");
    expect((await mapped.sync(["a", "b"])).map((result) => result.outcome)).toEqual([
      "unchanged",
      "unchanged",
    ]);
    // A connector that has just started knows nothing yet, and says nothing twice either.
    mapped.restart();
    await mapped.sync(["a"]);
    expect(open()).toHaveLength(1);
    expect(open()[0]).toMatchObject({
      [columns.occurrences]: 1,
      [columns.message]: expect.stringContaining("new_gone"),
      wave_mapping: { table: "wave_mapping", id: mapped.mappingId },
    });
    expect(open()[0]!.wave_contact ?? null).toBeNull();
  });

  test("and is taken back when it can work again", async () => {
    await mapped.map({ lines: [{ id: "gone", column: "nickname", systemField: "company" }] });
    const results = await mapped.sync(["a"]);
    expect(mapped.rowOf(results).nickname).toBe("Acme");
    expect(open()).toEqual([]);
    expect(issues()).toHaveLength(1);
  });

  test("red by a column nobody may write, by types, by a field or a lookup's table that is not there", async () => {
    await mapped.map({
      lines: [
        { id: "readOnly", column: "fullname", systemField: "company" },
        { id: "types", column: "birthdate", systemField: "score" },
        { id: "noField", column: "nickname", systemField: "shoeSize" },
        {
          id: "noTable",
          column: "preferredsystemuserid",
          systemField: "company",
          transformations: [{ kind: "lookup", table: "new_nowhere", keyColumn: "name" }],
        },
        {
          id: "noKey",
          column: "parentcustomerid.account",
          systemField: "company",
          transformations: [{ kind: "lookup", table: "account", keyColumn: "new_key" }],
        },
        { id: "fine", column: "jobtitle", systemField: "company" },
      ],
    });
    const sync = await mapped.prepare();
    expect(Object.fromEntries(sync.checks.map(({ line, code }) => [line, code]))).toMatchObject({
      readOnly: "columnReadOnly",
      types: "needsDateRule",
      noField: "systemFieldMissing",
      noTable: "typesDoNotMatch",
      noKey: "lookupKeyMissing",
      fine: "fits",
    });
    expect(open()).toHaveLength(5);
    mapped.put("b", { company: "Initech" });
    expect((await mapped.sync(["b"]))[0]).toMatchObject({ outcome: "updated", warnings: [] });
  });

  test("the properties of campaigns a system does not have are red", async () => {
    await mapped.map({
      lines: Object.keys(CAMPAIGN_FIELDS).map((name) => ({
        id: name,
        kind: "campaign" as const,
        systemField: name,
        column: COLUMN_OF[name]!,
      })),
    });
    const sync = await mapped.prepare();
    const ofCampaign = sync.checks.filter((check) => check.line in CAMPAIGN_FIELDS);
    expect(ofCampaign.map((check) => check.code)).toEqual(ofCampaign.map(() => "campaignNotOffered"));
    expect(ofCampaign.length).toBeGreaterThanOrEqual(12);
  });
});

describe("campaign properties a system has", () => {
  let mapped: Mapped;

  beforeAll(async () => {
    mapped = await Mapped.start({ fields: Object.values(CAMPAIGN_FIELDS) });
  });

  afterAll(() => mapped.close());

  test("are written, every one of them, and only towards Dynamics", async () => {
    const names = Object.keys(CAMPAIGN_FIELDS);
    await mapped.map({
      lines: names.map((name) => ({
        id: name,
        kind: "campaign" as const,
        systemField: name,
        column: COLUMN_OF[name]!,
      })),
    });
    const values = Object.fromEntries(
      names.map((name, at) => [name, CAMPAIGN_FIELDS[name]!.type === "number" ? at : `${name} ${at}`]),
    );
    mapped.put("campaign", values);
    const results = await mapped.sync(["campaign"]);
    expect(results[0]).toMatchObject({ outcome: "created", warnings: [] });
    const row = mapped.rowOf(results);
    for (const name of names) expect(String(row[COLUMN_OF[name]!])).toBe(String(values[name]));
    expect((await mapped.sync(["campaign"]))[0]?.outcome).toBe("unchanged");
  });
});

/** Text columns every contact has. */
const COLUMN_OF: Readonly<Record<string, string>> = Object.fromEntries(
  [
    "description",
    "nickname",
    "salutation",
    "spousesname",
    "numberofchildren",
    "managername",
    "assistantname",
    "department",
    "employeeid",
    "childrensnames",
    "yomifirstname",
    "yomilastname",
    "middlename",
  ].map((column, at) => [Object.keys(CAMPAIGN_FIELDS)[at]!, column]),
);
