import type { MatchRules, MappingPolicies } from "../../core/mapping/types";
import type { Result } from "../../connector/pipeline/item";
import { Mapped } from "./support/mapped";

/** "First AND last name, OR professional email": the second group compares nothing but an address. */
const RULES: MatchRules = [
  [
    { systemField: "firstName", column: "firstname", comparison: "name" },
    { systemField: "lastName", column: "lastname", comparison: "name" },
  ],
  [{ systemField: "email", column: "emailaddress1", comparison: "email" }],
];

const AMBIGUOUS = { outcome: "skipped", issue: { code: "MATCH_AMBIGUOUS" } };

describe("a match rule of nothing but an email address", () => {
  let mapped: Mapped;
  let count = 0;

  beforeAll(async () => {
    mapped = await Mapped.start();
  });

  beforeEach(async () => {
    mapped.records.clear();
    const policies: Partial<MappingPolicies> = { noMatch: "create" };
    await mapped.map({
      matchRules: RULES,
      policies: policies as object,
      lines: [{ column: "emailaddress1", systemField: "email" }],
    });
  });

  afterAll(() => mapped.close());

  /** A record of the system; every one has a name of its own. */
  function record(email: string): string {
    const id = `r${++count}`;
    mapped.put(id, { firstName: `First ${id}`, lastName: `Last ${id}`, email });
    return id;
  }

  const row = (emailaddress1: string) =>
    mapped.add("contacts", { firstname: "Front", lastname: `Desk ${++count}`, emailaddress1 });

  const triggers: readonly (readonly [string, (ids: readonly string[]) => Promise<readonly Result[]>])[] = [
    ["at an event", (ids) => mapped.sync(ids)],
    ["in a first import", (ids) => mapped.import(ids)],
  ];

  describe.each(triggers)("%s", (_name, sync) => {
    test("joins the one row and the one record that have it", async () => {
      const address = `one${++count}@example.com`;
      const rowId = await row(address);
      const id = record(address.toUpperCase());
      const [result] = await sync([id]);
      expect(result).toMatchObject({ rowId, externalId: id });
      expect(["updated", "unchanged"]).toContain(result!.outcome);
    });

    test("asks where two rows have it, and writes nothing", async () => {
      const address = `rows${++count}@example.com`;
      const rows = [await row(address), await row(address)];
      const [result] = await sync([record(address)]);
      expect(result).toMatchObject(AMBIGUOUS);
      expect([...result!.item.stop!.candidates!].sort()).toEqual(rows.sort());
    });

    test("asks where two records have it, whichever comes first", async () => {
      const address = `records${++count}@example.com`;
      await row(address);
      const [first, second] = [record(address), record(address)];
      const [result] = await sync([first]);
      expect(result).toMatchObject(AMBIGUOUS);
      expect((await sync([second]))[0]).toMatchObject(AMBIGUOUS);
    });

    test("asks where the other record that has it is joined to a row of its own", async () => {
      const address = `joined${++count}@example.com`;
      const joined = record(address);
      await sync([joined]);
      const before = mapped.rows().length;
      const free = await row(address);
      const [result] = await sync([record(address)]);
      expect(result).toMatchObject(AMBIGUOUS);
      expect(result!.item.stop!.candidates).toContain(free);
      expect(mapped.rows()).toHaveLength(before + 1);
    });

    test("asks also where that row of its own shows another address by now", async () => {
      const address = `elsewhere${++count}@example.com`;
      const joined = record(address);
      const [{ rowId: own }] = (await sync([joined])) as [Result];
      await mapped.dynamics.as("admin", "PATCH", `contacts(${own})`, { emailaddress1: "other@example.com" });
      await row(address);
      expect((await sync([record(address)]))[0]).toMatchObject(AMBIGUOUS);
    });
  });

  test("seen from a new row: it is joined to the one record, and asked about where two have the address", async () => {
    const [one, two] = [`row${++count}@example.com`, `row${++count}@example.com`];
    const id = record(one);
    expect((await mapped.sync([{ rowId: await row(one) }]))[0]).toMatchObject({ externalId: id });
    const known = record(two);
    await mapped.sync([known]);
    record(two);
    expect((await mapped.sync([{ rowId: await row(two) }]))[0]).toMatchObject(AMBIGUOUS);
  });
});
