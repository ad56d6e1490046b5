import { randomUUID } from "node:crypto";
import { rowPath } from "../../../../core/odata/key";
import { guidLiteral, stringLiteral } from "../../../../core/odata/literal";
import { inFilter, queryPath } from "../../../../connector/dataverse/in-filter";
import type { Json } from "../../../../connector/dataverse/json";
import type { Harness } from "../client-conformance";
import { addContact, NO_SUCH_COLUMN, NOT_FOUND, refusal, refusedWith, unique } from "./contacts";

/** Reads one row, queries with the filters the engine builds, and many GETs in one request. */
export function reading(harness: () => Harness): void {
  it("gives the columns asked for, the id and an ETag; lookups as GUIDs, times to the second", async () => {
    const { client, connectorId } = harness();
    const accountid = randomUUID();
    await client.create("accounts", { accountid, name: "Contoso" });
    const bind = { "parentcustomerid_account@odata.bind": `/accounts(${accountid})` };
    const id = await addContact(harness(), { firstname: "Zoë", ...bind });
    const select = ["firstname", "jobtitle", "_parentcustomerid_value", "_ownerid_value", "createdon"];
    const row = (await client.retrieve("contacts", id, select))!;
    expect(row).toMatchObject({ contactid: id, firstname: "Zoë", jobtitle: null });
    expect(row).toMatchObject({ _parentcustomerid_value: accountid, _ownerid_value: connectorId });
    expect(row.createdon).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
    expect(row["@odata.etag"]).toMatch(/^W\/"\d+"$/);
    expect(row).not.toHaveProperty("lastname");
  });

  it("gives null for a row that is not there, and refuses a column that is not", async () => {
    const { client } = harness();
    expect(await client.retrieve("contacts", randomUUID(), ["lastname"])).toBeNull();
    const id = await addContact(harness());
    expect(await refusal(client.retrieve("contacts", id, ["shoesize"]))).toEqual(NO_SUCH_COLUMN);
    expect(await refusal(client.list("contacts", { select: ["shoesize"] }))).toEqual(NO_SUCH_COLUMN);
    const unread = { select: ["lastname"], filter: "shoesize eq 1" };
    expect(await refusal(client.list("contacts", unread))).toEqual(NO_SUCH_COLUMN);
  });

  it("gives all rows of a query page by page, in the order asked for", async () => {
    const mark = unique();
    for (const jobtitle of ["c", "a", "e", "b", "d"])
      await addContact(harness(), { lastname: mark, jobtitle });
    const query = { select: ["jobtitle"], filter: `lastname eq '${mark}'`, orderBy: ["jobtitle desc"] };
    const pages: unknown[] = [];
    for await (const page of harness().client.pages("contacts", { ...query, pageSize: 2 }))
      pages.push(page.map((row) => row.jobtitle));
    expect(pages).toEqual([["e", "d"], ["c", "b"], ["a"]]);
    const first = await harness().client.list("contacts", { ...query, top: 1 });
    expect(first.map((row) => row.jobtitle)).toEqual(["e"]);
  });

  describe("finds rows by", () => {
    const mark = unique();
    const account = randomUUID();
    const ids = { ada: randomUUID(), bob: randomUUID(), eve: randomUUID() };
    const names = Object.fromEntries(Object.entries(ids).map(([name, id]) => [id, name]));
    beforeAll(async () => {
      const { client } = harness();
      await client.create("accounts", { accountid: account, name: "O'Neill & Söhne" });
      const add = (contactid: string, values: Json) =>
        client.create("contacts", { contactid, lastname: mark, ...values });
      await add(ids.ada, { firstname: "Ada", emailaddress1: "ada@example.test", jobtitle: "Head of R&D" });
      await add(ids.bob, { firstname: "D'Arcy", externaluseridentifier: `wavecnct_${mark}` });
      await add(ids.eve, { "parentcustomerid_account@odata.bind": `/accounts(${account})` });
      await client.update("contacts", ids.eve, { statecode: 1 });
    });

    it.each<readonly [what: string, filter: string, found: string]>([
      ["a text, whatever its case", "firstname eq 'ADA'", "ada"],
      ["a text, whatever blanks are behind it", "firstname eq 'Ada '", "ada"],
      ["a text with a quote in it", `firstname eq ${stringLiteral("d'arcy")}`, "bob"],
      ["any other text, or none", "firstname ne 'Ada'", "bob eve"],
      ["nothing in a column", "firstname eq null", "eve"],
      ["anything in a column", "firstname ne null", "ada bob"],
      ["how a text begins", "startswith(emailaddress1,'ADA@')", "ada"],
      ["what a text holds", "contains(jobtitle,'r&d')", "ada"],
      ["a text that begins with a wildcard's sign", "startswith(emailaddress1,'%')", ""],
      ["what a text holds, a wildcard's sign included", "contains(jobtitle,'H_ad')", ""],
      ["a list of texts", inFilter("firstname", ["ada", "D'ARCY", "nobody"]), "ada bob"],
      ["a list of ids", inFilter("contactid", [ids.ada, ids.eve.toUpperCase()]), "ada eve"],
      ["a list of lookups' ids", inFilter("parentcustomerid", [account]), "eve"],
      ["where a lookup leads", `_parentcustomerid_value eq ${guidLiteral(account)}`, "eve"],
      ["a lookup that leads nowhere", "_parentcustomerid_value eq null", "ada bob"],
      ["an id", `contactid eq ${guidLiteral(ids.bob)}`, "bob"],
      ["their state", "statecode eq 0", "ada bob"],
      ["the external ID", inFilter("externaluseridentifier", [`WAVECNCT_${mark}`]), "bob"],
      ["alternatives and conditions", "(firstname eq 'Ada' and statecode eq 1) or firstname eq null", "eve"],
      ["conditions before alternatives", "firstname eq 'Ada' or firstname eq null and statecode eq 0", "ada"],
      ["when they were made", "createdon ge 2020-01-01T00:00:00.000Z", "ada bob eve"],
    ])("%s", async (_what, filter, found) => {
      const path = queryPath("contacts", ["contactid"], `lastname eq '${mark}' and (${filter})`);
      const [answer] = await harness().client.batch([path]);
      if (!answer || "error" in answer) throw answer?.error ?? new Error("no answer");
      const rows = answer.body.value as readonly Json[];
      expect(
        rows
          .map((row) => names[String(row.contactid)])
          .sort()
          .join(" "),
      ).toBe(found);
    });
  });

  it("answers many GETs at once, in their order, an error in the middle holding up nobody", async () => {
    const { client } = harness();
    const mark = unique();
    const id = await addContact(harness(), { lastname: mark });
    const answers = await client.batch([
      `${rowPath("contacts", id)}?$select=lastname`,
      `${rowPath("contacts", randomUUID())}?$select=lastname`,
      `contacts?$select=shoesize`,
      "spaceships?$top=1",
      queryPath("contacts", ["lastname"], `lastname eq '${mark}'`),
    ]);
    expect(
      answers.map((answer) => ("error" in answer ? refusedWith(answer.error) : answer.body)),
    ).toMatchObject([
      { contactid: id, lastname: mark },
      NOT_FOUND,
      NO_SUCH_COLUMN,
      [404, "0x8006088a"],
      { value: [{ contactid: id, lastname: mark }] },
    ]);
    expect(await client.batch([])).toEqual([]);
  });

  it("knows who it works as, and who it acts for", async () => {
    const { client, connectorId, colleagueId } = harness();
    expect((await client.whoAmI()).userId).toBe(connectorId);
    expect((await client.whoAmI({ asUser: colleagueId })).userId).toBe(colleagueId);
  });
}
