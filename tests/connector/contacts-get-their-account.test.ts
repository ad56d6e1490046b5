import type { CompanyPolicy } from "../../core/mapping/types";
import type { LookupValue } from "../../local/dataverse/contracts";
import { Mapped } from "./support/mapped";

const COMPANIES: Partial<CompanyPolicy> = {
  identify: "domainOrName",
  fields: { name: "company", domain: ["website", "email"] },
  contactColumns: { domain: ["emailaddress1"] },
  link: true,
};

describe("a contact gets the account it works for", () => {
  let mapped: Mapped;
  let acme: string;

  beforeAll(async () => {
    mapped = await Mapped.start();
    acme = await mapped.add("accounts", { name: "Acme GmbH", websiteurl: "https://www.acme.example/de" });
    await mapped.add("accounts", { name: "Twin Ltd", websiteurl: "twin-a.example" });
    await mapped.add("accounts", { name: "TWIN LTD.", websiteurl: "twin-b.example" });
  });

  afterAll(() => mapped.close());

  const use = (companies: Partial<CompanyPolicy>) =>
    mapped.map({
      lines: [{ column: "emailaddress1", systemField: "email" }],
      policies: { companies: { ...COMPANIES, ...companies } },
    });
  const accountOf = (id: string, values: object) => async () => {
    mapped.put(id, values as never);
    const results = await mapped.sync([id]);
    return {
      result: results[0]!,
      account: (mapped.rowOf(results).parentcustomerid as LookupValue | undefined)?.id ?? null,
    };
  };

  test.each<[string, CompanyPolicy["identify"], object]>([
    ["domain of the web address", "domain", { website: "http://acme.example" }],
    ["domain of the email address", "domain", { email: "ines@mail.acme.example" }],
    ["domain without its ending", "domainWithoutEnding", { website: "acme.test" }],
    ["domain or company name", "domainOrName", { company: "ACME Gmbh" }],
    ["company name, accents and signs folded", "name", { company: "Ácme, GmbH" }],
    [
      "rules of the admin's own",
      { groups: [[{ systemField: "phone", column: "accountnumber", comparison: "exact" }]] },
      { phone: "N-1" },
    ],
  ])("by %s", async (name, identify, values) => {
    await mapped.dynamics.as("admin", "PATCH", `accounts(${acme})`, { accountnumber: "N-1" });
    await use({ identify });
    const { result, account } = await accountOf(`by ${name}`, values)();
    expect(result).toMatchObject({ outcome: "created", warnings: [] });
    expect(account).toBe(acme);
    const [again] = await mapped.sync([`by ${name}`]);
    expect(again).toMatchObject({ outcome: "unchanged", wrote: { dataverse: null } });
  });

  test("not by what belongs to everybody, and not by nothing", async () => {
    await use({});
    expect((await accountOf("gmail", { email: "ines@gmail.com" })()).account).toBeNull();
    expect((await accountOf("nothing", {})()).account).toBeNull();
  });

  test("several that fit are not guessed between: the record names them", async () => {
    await use({ create: true });
    const { result, account } = await accountOf("twins", { company: "Twin Ltd" })();
    expect(account).toBeNull();
    expect(result.warnings).toEqual([
      expect.objectContaining({
        code: "COMPANY_AMBIGUOUS",
        params: expect.objectContaining({ count: 2, value: "Twin Ltd", details: "Twin Ltd, TWIN LTD." }),
      }),
    ]);
  });

  test("a contact that has one keeps it, unless the admin lets it be overwritten", async () => {
    const mine = await mapped.add("accounts", { name: "Chosen by hand" });
    await use({});
    const { result } = await accountOf("kept", {})();
    await mapped.dynamics.as("admin", "PATCH", `contacts(${result.rowId!})`, {
      "parentcustomerid_account@odata.bind": `/accounts(${mine})`,
    });
    expect((await accountOf("kept", { company: "Acme GmbH" })()).account).toBe(mine);
    await use({ writeRule: "overwrite" });
    expect((await accountOf("kept", { company: "Acme GmbH" })()).account).toBe(acme);
  });

  test("off, nothing is touched; a preview shows it and writes nothing", async () => {
    await use({ link: false });
    expect((await accountOf("off", { company: "Acme GmbH" })()).account).toBeNull();
    await use({ create: true });
    mapped.put("off", { company: "Brand New" });
    const before = mapped.rows("account").length;
    const [shown] = await mapped.preview(["off"]);
    expect(shown!.plan!.fields.find((field) => field.column === "parentcustomerid.account")).toMatchObject({
      verdict: "writeDataverse",
    });
    expect(mapped.rows("account")).toHaveLength(before);
  });

  describe("where none fits, and the admin wants one created", () => {
    const made = (name: string) => mapped.rows("account").filter((row) => row.values.name === name);

    test("all contacts of a company share it, whatever they tell of it first", async () => {
      await use({ create: true });
      mapped.put("n1", { company: "Nova", website: "https://nova.example" });
      mapped.put("n2", { company: "Nova" });
      mapped.put("n3", { email: "x@nova.example" });
      const results = await mapped.sync(["n1", "n2", "n3"]);
      expect(made("Nova")).toHaveLength(1);
      expect(made("Nova")[0]!.values).toMatchObject({ websiteurl: "nova.example" });
      const ids = results.map(
        (_result, at) => (mapped.rowOf(results, at).parentcustomerid as LookupValue).id,
      );
      expect(new Set(ids)).toEqual(new Set([made("Nova")[0]!.id]));
    });

    test("side by side and again, it is still one", async () => {
      const ids = ["p1", "p2", "p3", "p4"];
      for (const id of ids) mapped.put(id, { company: "Parallel", website: "parallel.example" });
      await Promise.all(ids.map((id) => mapped.sync([id])));
      await mapped.sync(ids);
      expect(made("Parallel")).toHaveLength(1);
    });

    test("one that was put out of use is not brought back or doubled", async () => {
      const closed = await mapped.add("accounts", { name: "Closed Inc" });
      await mapped.dynamics.as("admin", "PATCH", `accounts(${closed})`, { statecode: 1 });
      expect((await accountOf("closed", { company: "Closed Inc" })()).account).toBeNull();
      expect(made("Closed Inc")).toHaveLength(1);
    });
  });

  test("a hundred contacts of fifty companies: two requests more than without", async () => {
    const ids = Array.from({ length: 100 }, (_, at) => `many${at}`);
    for (const [at, id] of ids.entries()) mapped.put(id, { company: `Company ${at % 50}` });
    // Side by side, rows go in one request or two, as others happen to wait or not.
    mapped.runtime.client.governor.adviseConcurrency(1);
    await use({ link: false });
    await mapped.sync(ids.slice(0, 50));
    const without = mapped.counter.sent;
    await use({ create: true });
    await mapped.sync(ids.slice(50));
    // The queries, the accounts; their table is read once.
    expect(mapped.counter.sent - without).toBeLessThanOrEqual(4);
    expect(mapped.rows("account").filter((row) => /^Company /.test(String(row.values.name)))).toHaveLength(
      50,
    );
  });
});
