import { DataverseError } from "../../connector/dataverse/dataverse-error";
import type { LookupValue } from "../../local/dataverse/contracts";
import { Mapped } from "./support/mapped";

describe("a row whose creation nobody heard of, in a mapping without a column for the external id", () => {
  let mapped: Mapped;
  beforeAll(async () => {
    mapped = await Mapped.start();
    await mapped.map({
      lines: [{ column: "jobtitle", systemField: "company", conflict: "dataverse" }],
    });
  });
  afterAll(() => mapped.close());

  const rows = () => mapped.rows("contact");
  /** The row is there, and nothing could be told of it: the connector died, or Dataverse did. */
  const failReporting = async (id: string) => {
    const real = mapped.runtime.client.bulk.bind(mapped.runtime.client);
    const spy = jest
      .spyOn(mapped.runtime.client, "bulk")
      .mockImplementation((message, table, ...rest) =>
        table.logicalName === "wave_link"
          ? Promise.reject(new DataverseError("No answer.", { status: 0 }))
          : real(message, table, ...rest),
      );
    await expect(mapped.sync([id])).rejects.toThrow("No answer.");
    spy.mockRestore();
  };

  test("is found again, and keeps what a person typed into it meanwhile", async () => {
    mapped.put("a", { lastName: "Acker", company: "Acme" });
    await failReporting("a");
    const [row] = rows();
    expect(row!.values).toMatchObject({ lastname: "Acker", jobtitle: "Acme" });
    expect(mapped.rows("wave_link")).toHaveLength(0);
    // Neither a link nor the match rules lead to it now.
    const edited = await mapped.dynamics.as("admin", "PATCH", `contacts(${row!.id})`, {
      lastname: "Baker",
      jobtitle: "Head of Purchasing",
    });
    expect(edited.status).toBe(204);

    const [result] = await mapped.sync(["a"]);
    expect(result).toMatchObject({ rowId: row!.id, externalId: "a" });
    expect(rows()).toHaveLength(1);
    expect(rows()[0]!.values.jobtitle).toBe("Head of Purchasing");
    expect(mapped.rows("wave_link").map(({ values }) => values.wave_recordid)).toEqual([row!.id]);
    await mapped.sync(["a"]);
    expect(rows().map(({ values }) => values.jobtitle)).toEqual(["Head of Purchasing"]);
  });

  test("and so does one that nobody has touched: there is one row, and one link", async () => {
    mapped.put("b", { lastName: "Bauer", company: "Globex" });
    await failReporting("b");
    const before = rows().length;
    expect((await mapped.sync(["b"]))[0]).toMatchObject({ rowId: rows().at(-1)!.id, warnings: [] });
    expect(rows()).toHaveLength(before);
    expect(mapped.rows("wave_link")).toHaveLength(2);
  });
});

describe("an account made for a company", () => {
  let mapped: Mapped;
  beforeAll(async () => {
    mapped = await Mapped.start();
    await mapped.map({
      policies: {
        companies: {
          identify: "name",
          fields: { name: "company", domain: [] },
          contactColumns: { domain: [] },
          link: true,
          create: true,
        },
      },
    });
  });
  afterAll(() => mapped.close());

  test("keeps the name a person has given it since: the company's next contacts join it, others get theirs", async () => {
    mapped.put("first", { company: "Initech" });
    await mapped.sync(["first"]);
    const [account] = mapped.rows("account");
    expect(account!.values.name).toBe("Initech");
    const renamed = { name: "Initech Holding", telephone1: "+49 30 1" };
    expect((await mapped.dynamics.as("admin", "PATCH", `accounts(${account!.id})`, renamed)).status).toBe(
      204,
    );

    mapped.put("second", { company: "Initech" });
    mapped.put("third", { company: "Umbrella" });
    const results = await mapped.sync(["second", "third"]);
    expect(results.map(({ outcome, warnings }) => [outcome, warnings])).toEqual([
      ["created", []],
      ["created", []],
    ]);
    const accounts = mapped.rows("account");
    expect(accounts.map(({ values }) => values.name).sort()).toEqual(["Initech Holding", "Umbrella"]);
    expect(accounts.find(({ id }) => id === account!.id)!.values).toMatchObject(renamed);
    const joined = results.map((_, at) => (mapped.rowOf(results, at).parentcustomerid as LookupValue).id);
    expect(joined[0]).toBe(account!.id);
    expect(joined[1]).toBe(accounts.find(({ id }) => id !== account!.id)!.id);
  });
});
