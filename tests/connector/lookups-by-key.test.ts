import { Mapped } from "./support/mapped";
import type { LookupValue } from "../../local/dataverse/contracts";

describe("a line that points to another record finds it by a key", () => {
  let mapped: Mapped;
  let robin: string;
  let sam: string;
  let acme: string;
  let manager: string;

  beforeAll(async () => {
    mapped = await Mapped.start({
      fields: [
        { name: "preferred", type: "text" },
        { name: "employer", type: "text" },
        { name: "reportsTo", type: "text" },
      ],
    });
    [robin, sam] = [userOf("robin.keller@contoso.example"), userOf("Sam.Okafor@contoso.example")];
    acme = await mapped.add("accounts", { name: "Acme", accountnumber: "A-1001" });
    await mapped.add("accounts", { name: "Twin", accountnumber: "T-1" });
    await mapped.add("accounts", { name: "Twin", accountnumber: "T-2" });
    manager = await mapped.add("contacts", { firstname: "Ada", lastname: "Boss", employeeid: "E-7" });
  });

  afterAll(() => mapped.close());

  function userOf(address: string): string {
    return mapped.rows("systemuser").find((row) => row.values.internalemailaddress === address)!.id;
  }

  const byAddress = { kind: "lookup", table: "systemuser", keyColumn: "internalemailaddress" } as const;
  const byNumber = { kind: "lookup", table: "account", keyColumn: "accountnumber" } as const;

  test("into Dynamics, in any case of the key, and a second sync writes nothing", async () => {
    await mapped.map({
      lines: [{ column: "preferredsystemuserid", systemField: "preferred", transformations: [byAddress] }],
    });
    mapped.put("in", { preferred: " ROBIN.keller@contoso.example " });
    const first = await mapped.sync(["in"]);
    expect(first[0]).toMatchObject({ outcome: "created", warnings: [] });
    expect((mapped.rowOf(first).preferredsystemuserid as LookupValue).id).toBe(robin);
    expect((await mapped.sync(["in"]))[0]?.outcome).toBe("unchanged");
  });

  test("and back: the system gets the key of the row a person chose", async () => {
    await mapped.map({
      lines: [
        {
          column: "preferredsystemuserid",
          systemField: "preferred",
          direction: "both",
          transformations: [byAddress],
        },
      ],
    });
    mapped.put("back", { preferred: "robin.keller@contoso.example" });
    const [made] = await mapped.sync(["back"]);
    await mapped.dynamics.as("admin", "PATCH", `contacts(${made!.rowId!})`, {
      "preferredsystemuserid@odata.bind": `/systemusers(${sam})`,
    });
    const [result] = await mapped.sync(["back"]);
    expect(result?.outcome).toBe("updated");
    expect(mapped.records.get("back")?.values.preferred).toBe("Sam.Okafor@contoso.example");
    expect((await mapped.sync(["back"]))[0]?.outcome).toBe("unchanged");
  });

  test("a lookup that may point to several tables points where the line says", async () => {
    await mapped.map({
      lines: [
        {
          column: "parentcustomerid.account",
          systemField: "employer",
          direction: "both",
          transformations: [byNumber],
        },
      ],
    });
    mapped.put("employed", { employer: "A-1001" });
    const made = await mapped.sync(["employed"]);
    expect(mapped.rowOf(made).parentcustomerid).toEqual({ table: "account", id: acme });
    expect((await mapped.sync(["employed"]))[0]?.outcome).toBe("unchanged");

    await mapped.map({
      lines: [
        {
          column: "parentcustomerid.contact",
          systemField: "reportsTo",
          transformations: [{ kind: "lookup", table: "contact", keyColumn: "employeeid" }],
        },
      ],
    });
    mapped.put("assistant", { reportsTo: "E-7" });
    expect(mapped.rowOf(await mapped.sync(["assistant"])).parentcustomerid).toEqual({
      table: "contact",
      id: manager,
    });
  });

  test("without a table in the name, the rule's table says it", async () => {
    await mapped.map({
      lines: [{ column: "parentcustomerid", systemField: "employer", transformations: [byNumber] }],
    });
    mapped.put("ruled", { employer: "A-1001" });
    expect(mapped.rowOf(await mapped.sync(["ruled"])).parentcustomerid).toEqual({
      table: "account",
      id: acme,
    });
  });

  test("no row, or two, is never a guess: the field is left out and says so, the rest is written", async () => {
    await mapped.map({
      lines: [
        {
          column: "parentcustomerid.account",
          systemField: "employer",
          transformations: [{ kind: "lookup", table: "account", keyColumn: "name" }],
        },
      ],
    });
    mapped.put("nobody", { employer: "Nowhere Ltd" });
    mapped.put("both", { employer: "Twin" });
    const results = await mapped.sync(["nobody", "both"]);
    for (const [at, value] of [
      [0, "Nowhere Ltd"],
      [1, "Twin"],
    ] as const) {
      expect(results[at]).toMatchObject({
        outcome: "created",
        warnings: [{ code: "LOOKUP_NOT_FOUND", params: { value } }],
      });
      expect(mapped.rowOf(results, at).parentcustomerid ?? null).toBeNull();
    }
  });

  test("a hundred records cost one request for all their keys, both ways", async () => {
    await mapped.map({
      lines: [
        {
          column: "preferredsystemuserid",
          systemField: "preferred",
          direction: "both",
          transformations: [byAddress],
        },
        { column: "parentcustomerid.account", systemField: "employer", transformations: [byNumber] },
      ],
    });
    const ids = Array.from({ length: 100 }, (_, at) => `bulk${at}`);
    for (const [at, id] of ids.entries())
      mapped.put(id, {
        preferred: `${at % 2 ? "robin.keller" : "sam.okafor"}@contoso.example`,
        employer: "A-1001",
      });
    await mapped.sync(ids);
    const withLookups = await requestsOfSecondSync();
    await mapped.map({ lines: [] });
    const without = await requestsOfSecondSync();
    expect(withLookups - without).toBe(1);

    async function requestsOfSecondSync(): Promise<number> {
      await mapped.sync(ids);
      const results = await mapped.sync(ids);
      expect(results.every((result) => result.outcome === "unchanged")).toBe(true);
      return mapped.counter.sent;
    }
  });

  test("a currency by its code, with the rights the connector's role gives it", async () => {
    const byCode = { kind: "lookup", table: "transactioncurrency", keyColumn: "isocurrencycode" } as const;
    await mapped.map({
      lines: [{ column: "transactioncurrencyid", systemField: "preferred", transformations: [byCode] }],
    });
    const [dollar] = mapped.rows("transactioncurrency");
    mapped.put("money", { preferred: dollar!.values.isocurrencycode as string });
    const results = await mapped.sync(["money"]);
    expect(results[0]).toMatchObject({ outcome: "created", warnings: [] });
    expect((mapped.rowOf(results).transactioncurrencyid as LookupValue).id).toBe(dollar!.id);
  });
});
