import { link, SyncStatus } from "../../../core/generated/schema";
import { Mapped } from "../support/mapped";

describe("a mapping of accounts", () => {
  let mapped: Mapped;

  const account = (name: string) => mapped.rows().find(({ values }) => values.name === name);
  const linkOf = (recordId: string) =>
    mapped.rows(link.logicalName).find(({ values }) => values[link.columns.recordid] === recordId);

  beforeAll(async () => {
    mapped = await Mapped.start({ table: "account" });
    await mapped.map({
      lines: [
        { systemField: "company", column: "name", direction: "both" },
        { systemField: "phone", column: "telephone1", direction: "both" },
      ],
      matchRules: [[{ systemField: "company", column: "name", comparison: "name" }]],
      policies: { onSystemDelete: "deactivate" },
    });
  });

  afterAll(() => mapped.close());

  it("creates an account, stamps it, and links it by the lookup to accounts", async () => {
    mapped.put("acme", { company: "Acme" });
    expect(await mapped.sync(["acme"])).toMatchObject([{ outcome: "created" }]);
    const row = account("Acme")!;
    expect(row.values.wave_syncstatus).toBe(SyncStatus.InSync);
    expect(row.values.wave_syncedon).toEqual(expect.any(String));
    expect(JSON.parse(String(row.values.wave_syncdetails))).toBeDefined();
    expect(linkOf(row.id)!.values.wave_account).toEqual({ table: "account", id: row.id });
  });

  it("carries edits both ways", async () => {
    const { id } = account("Acme")!;
    mapped.put("acme", { company: "Acme", phone: "+34 910 000 001" });
    expect(await mapped.sync(["acme"])).toMatchObject([{ outcome: "updated" }]);
    expect(account("Acme")!.values.telephone1).toBe("+34 910 000 001");
    await mapped.dynamics.as("admin", "PATCH", `accounts(${id})`, { telephone1: "+34 910 000 002" });
    expect(await mapped.sync([{ rowId: id }])).toMatchObject([{ outcome: "updated" }]);
    expect(mapped.records.get("acme")!.values.phone).toBe("+34 910 000 002");
  });

  it("imports companies to the accounts that are there, and asks where two are the same", async () => {
    await mapped.add("accounts", { name: "There" });
    await mapped.add("accounts", { name: "Twin" });
    await mapped.add("accounts", { name: "TWIN" });
    mapped.put("there", { company: "there" });
    mapped.put("twin", { company: "Twin" });
    const results = await mapped.import(["there", "twin"]);
    expect(results.find(({ externalId }) => externalId === "there")!.rowId).toBe(
      mapped.rows().find(({ values }) => String(values.name).toLowerCase() === "there")!.id,
    );
    expect(results.find(({ externalId }) => externalId === "twin")).toMatchObject({
      outcome: "skipped",
      issue: { code: "MATCH_AMBIGUOUS" },
    });
  });

  it("deactivates the account of a company that is gone, as the table's states say", async () => {
    const { id } = account("Acme")!;
    mapped.records.delete("acme");
    await mapped.sync(["acme"]);
    expect(account("Acme")!.values).toMatchObject({
      statecode: 1,
      statuscode: 2,
      wave_syncstatus: SyncStatus.Unlinked,
    });
    expect(linkOf(id)!.values[link.columns.linkstatus]).toBe(SyncStatus.Unlinked);
  });
});
