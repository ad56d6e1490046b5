import type { LookupValue } from "../../local/dataverse/contracts";
import { Mapped } from "./support/mapped";

describe("an account gets the contacts that work for it", () => {
  describe("when a mapping of accounts has synced it", () => {
    let mapped: Mapped;

    beforeAll(async () => {
      mapped = await Mapped.start({ table: "account" });
      await mapped.map({
        lines: [
          { column: "name", systemField: "company" },
          { column: "websiteurl", systemField: "website" },
        ],
        matchRules: [[{ systemField: "company", column: "name", comparison: "name" }]],
        policies: {
          companies: {
            fields: { name: "company", domain: ["website"] },
            contactColumns: { name: "department", domain: ["emailaddress1"] },
            linkContacts: true,
          },
        },
      });
    });

    afterAll(() => mapped.close());

    const employer = (id: string) =>
      (mapped.rows("contact").find((row) => row.id === id)!.values.parentcustomerid as LookupValue | null)
        ?.id ?? null;

    test("those that fit by domain or name, have none yet, are in use, and fit no other account", async () => {
      const other = await mapped.add("accounts", { name: "Elsewhere", websiteurl: "other.example" });
      const contact = (values: object) => mapped.add("contacts", { lastname: "Someone", ...values });
      const byDomain = await contact({ emailaddress1: "a@acme.example" });
      const byName = await contact({ department: "ACME" });
      const stranger = await contact({ emailaddress1: "b@unknown.example" });
      const between = await contact({ emailaddress1: "c@other.example", department: "Acme" });
      const employed = await contact({
        emailaddress1: "d@acme.example",
        "parentcustomerid_account@odata.bind": `/accounts(${other})`,
      });
      const left = await contact({ emailaddress1: "e@acme.example" });
      await mapped.dynamics.as("admin", "PATCH", `contacts(${left})`, { statecode: 1 });

      mapped.put("acme", { company: "Acme", website: "https://acme.example" });
      const [acme] = await mapped.sync(["acme"]);
      expect(acme).toMatchObject({ outcome: "created" });
      expect([byDomain, byName].map(employer)).toEqual([acme!.rowId, acme!.rowId]);
      expect([stranger, between, left].map(employer)).toEqual([null, null, null]);
      expect(employer(employed)).toBe(other);
    });

    test("in bulk: a hundred accounts, a handful of requests", async () => {
      const ids = Array.from({ length: 100 }, (_, at) => `c${at}`);
      const contacts = await Promise.all(
        [...ids.keys()].map((at) =>
          mapped.add("contacts", { lastname: "Someone", emailaddress1: `x@company${at}.example` }),
        ),
      );
      for (const [at, id] of ids.entries())
        mapped.put(id, { company: `Company ${at}`, website: `company${at}.example` });
      const results = await mapped.sync(ids);
      const rowOf = new Map(results.map((result) => [result.externalId, result.rowId]));
      expect(contacts.map(employer)).toEqual(ids.map((id) => rowOf.get(id)));
      expect(mapped.counter.sent).toBeLessThan(30);
    });
  });

  test("when it was created for a contact", async () => {
    const mapped = await Mapped.start();
    try {
      const colleague = await mapped.add("contacts", { lastname: "Before", emailaddress1: "b@nova.example" });
      await mapped.map({
        policies: {
          companies: {
            fields: { name: "company", domain: ["website"] },
            link: true,
            create: true,
            linkContacts: true,
          },
        },
      });
      mapped.put("n", { company: "Nova", website: "nova.example" });
      await mapped.sync(["n"]);
      const account = mapped.rows("account").find((row) => row.values.name === "Nova")!;
      const held = mapped.rows("contact").find((row) => row.id === colleague)!.values.parentcustomerid;
      expect(held).toEqual({ table: "account", id: account.id });
    } finally {
      await mapped.close();
    }
  });
});
