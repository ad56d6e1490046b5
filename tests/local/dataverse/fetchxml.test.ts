import { createDataverse, type LocalDataverse } from "../../../local/dataverse/create";
import { runFetchXml } from "../../../local/dataverse/fetchxml/run";

/** FetchXML as developer/data-platform/fetchxml documents it: filters, links, order, paging, aggregates. */
describe("FetchXML", () => {
  let dataverse: LocalDataverse;

  beforeAll(async () => {
    dataverse = await createDataverse({ now: () => new Date("2026-03-04T12:00:00Z") });
    const acme = await dataverse.create("account", { name: "Acme", numberofemployees: 10 });
    const zenith = await dataverse.create("account", { name: "Zénith", numberofemployees: 30 });
    const contact = (firstname: string, lastname: string, more: Record<string, never> | object = {}) =>
      dataverse.create("contact", { firstname, lastname, ...more });
    await contact("Ada", "Byron", { parentcustomerid: { table: "account", id: acme }, jobtitle: "Analyst" });
    await contact("Bo", "Carlsson", {
      parentcustomerid: { table: "account", id: zenith },
      jobtitle: "Buyer",
    });
    await contact("Cléa", "Durand", { parentcustomerid: { table: "account", id: acme } });
    await contact("Dan", "O'Neill");
  });

  const run = (xml: string, options: Parameters<typeof runFetchXml>[3] = {}) =>
    runFetchXml(dataverse.kernel, dataverse.kernel.systemContext(), xml, options);
  const names = (filter: string, order = `<order attribute="firstname" />`) =>
    run(
      `<fetch><entity name="contact"><attribute name="firstname" />${filter}${order}</entity></fetch>`,
    ).rows.map((row) => row.cells.find((cell) => cell.key === "firstname")?.value);
  const where = (condition: string) => names(`<filter>${condition}</filter>`);

  it.each([
    [`<condition attribute="firstname" operator="eq" value="CLEA" />`, ["Cléa"]],
    [`<condition attribute="jobtitle" operator="ne" value="Analyst" />`, ["Bo", "Cléa", "Dan"]],
    [`<condition attribute="jobtitle" operator="null" />`, ["Cléa", "Dan"]],
    [`<condition attribute="lastname" operator="like" value="%n%" />`, ["Ada", "Bo", "Cléa", "Dan"]],
    [`<condition attribute="lastname" operator="like" value="_'n%" />`, ["Dan"]],
    [`<condition attribute="lastname" operator="begins-with" value="car" />`, ["Bo"]],
    [`<condition attribute="lastname" operator="not-begin-with" value="car" />`, ["Ada", "Cléa", "Dan"]],
    [
      `<condition attribute="firstname" operator="in"><value>Ada</value><value>bo</value></condition>`,
      ["Ada", "Bo"],
    ],
    [`<condition attribute="createdon" operator="today" />`, ["Ada", "Bo", "Cléa", "Dan"]],
    [`<condition attribute="createdon" operator="last-x-days" value="3" />`, ["Ada", "Bo", "Cléa", "Dan"]],
    [`<condition attribute="createdon" operator="last-month" />`, []],
    [`<condition attribute="createdon" operator="on-or-before" value="2026-03-03" />`, []],
    [`<condition attribute="statecode" operator="eq" value="0" />`, ["Ada", "Bo", "Cléa", "Dan"]],
  ])("filters by %s", (condition, expected) => {
    expect(where(condition)).toEqual(expected);
  });

  it("nests filters: AND of ORs", () => {
    const either = `<filter type="or"><condition attribute="firstname" operator="eq" value="Ada" /><condition attribute="firstname" operator="eq" value="Dan" /></filter>`;
    expect(names(`<filter>${either}<condition attribute="jobtitle" operator="not-null" /></filter>`)).toEqual(
      ["Ada"],
    );
  });

  it("orders descending, and lookups by the name of what they point to", () => {
    expect(names("", `<order attribute="firstname" descending="true" />`)).toEqual([
      "Dan",
      "Cléa",
      "Bo",
      "Ada",
    ]);
    const byAccount = names(
      "",
      `<order attribute="parentcustomerid" descending="true" /><order attribute="firstname" />`,
    );
    expect(byAccount).toEqual(["Bo", "Ada", "Cléa", "Dan"]);
  });

  const linked = (type: string, filter = "") =>
    run(
      `<fetch><entity name="contact"><attribute name="firstname" /><order attribute="firstname" /><link-entity name="account" from="accountid" to="parentcustomerid" link-type="${type}" alias="a"><attribute name="name" />${filter}</link-entity></entity></fetch>`,
    ).rows.map((row) => [row.cells[0]?.value, row.cells.find((cell) => cell.key === "a.name")?.value]);

  it("joins inner, leaving out rows without a match", () => {
    expect(linked("inner")).toEqual([
      ["Ada", "Acme"],
      ["Bo", "Zénith"],
      ["Cléa", "Acme"],
    ]);
  });

  it("joins outer, keeping rows whose link is filtered away", () => {
    const filter = `<filter><condition attribute="numberofemployees" operator="gt" value="20" /></filter>`;
    expect(linked("outer", filter)).toEqual([
      ["Ada", null],
      ["Bo", "Zénith"],
      ["Cléa", null],
      ["Dan", null],
    ]);
  });

  it("pages by count and page, with a cookie while there is more", () => {
    const page = (number: number) =>
      run(
        `<fetch count="3" page="${number}"><entity name="contact"><attribute name="firstname" /><order attribute="firstname" /></entity></fetch>`,
      );
    expect(page(1)).toMatchObject({
      moreRecords: true,
      pagingCookie: expect.stringContaining(`<cookie page="1">`),
    });
    expect(page(2).rows).toHaveLength(1);
    expect(page(2).moreRecords).toBe(false);
  });

  it("counts and sums by group", () => {
    const result = run(
      `<fetch aggregate="true"><entity name="contact"><attribute name="contactid" aggregate="count" alias="people" /><link-entity name="account" from="accountid" to="parentcustomerid"><attribute name="name" groupby="true" alias="company" /></link-entity><order alias="people" descending="true" /></entity></fetch>`,
    );
    const rows = result.rows.map((row) =>
      Object.fromEntries(row.cells.map((cell) => [cell.key, cell.value])),
    );
    expect(rows).toEqual([
      { people: 2, company: "Acme" },
      { people: 1, company: "Zénith" },
    ]);
  });

  it.each([
    [`<fetch><entity name="contact"><attribute name="nope" /></entity></fetch>`, "0x80041103"],
    [`<fetch><entity name="nope" /></fetch>`, "0x80041102"],
    [`<fetch><entity name="contact">`, "0x80041104"],
  ])("refuses %s with %s", (xml, code) => {
    expect(() => run(xml)).toThrow(expect.objectContaining({ code, status: 400 }));
  });

  it("says 501 of an operator it does not cover, and names it", () => {
    const xml = `<fetch><entity name="contact"><filter><condition attribute="ownerid" operator="above" /></filter></entity></fetch>`;
    expect(() => run(xml)).toThrow(
      expect.objectContaining({ status: 501, message: expect.stringContaining("above") }),
    );
  });
});
