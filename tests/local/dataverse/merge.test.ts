import { fault, startServer, type TestServer } from "./support/server";

/** developer/data-platform/merge-table-row; reference/merge. */
describe("Merge", () => {
  let server: TestServer;
  beforeAll(async () => void (server = await startServer()));
  afterAll(() => server.close());
  const contact = (contactid: string) => ({ "@odata.type": "Microsoft.Dynamics.CRM.contact", contactid });
  const merge = (Target: string, Subordinate: string, more: object = {}) =>
    server.send("POST", "Merge", {
      Target: contact(Target),
      Subordinate: contact(Subordinate),
      PerformParentingChecks: false,
      ...more,
    });

  it("deactivates the loser, moves what hangs on it, and takes over the chosen values", async () => {
    const { dataverse } = server;
    const master = await dataverse.create("contact", { lastname: "Master" });
    const loser = await dataverse.create("contact", { lastname: "Loser", jobtitle: "Taken" });
    const account = await dataverse.create("account", {
      name: "Of loser",
      primarycontactid: { table: "contact", id: loser },
    });
    const email = await dataverse.create("email", {
      subject: "Of loser",
      regardingobjectid: { table: "contact", id: loser },
    });
    const answer = await merge(master, loser, {
      UpdateContent: { "@odata.type": "Microsoft.Dynamics.CRM.contact", jobtitle: "Taken" },
    });
    expect(answer.status).toBe(204);
    expect(dataverse.get("contact", loser)?.values).toMatchObject({
      statecode: 1,
      statuscode: 2,
      merged: true,
      masterid: { table: "contact", id: master },
    });
    expect(dataverse.get("contact", master)?.values).toMatchObject({
      statecode: 0,
      jobtitle: "Taken",
      lastname: "Master",
    });
    expect(dataverse.get("account", account)?.values["primarycontactid"]).toEqual({
      table: "contact",
      id: master,
    });
    expect(dataverse.get("email", email)?.values["regardingobjectid"]).toEqual({
      table: "contact",
      id: master,
    });
  });

  it("refuses a row with itself, an inactive row, a missing row", async () => {
    const one = await server.dataverse.create("contact", {});
    const off = await server.dataverse.create("contact", {});
    await server.dataverse.update("contact", off, { statecode: 1 });
    expect((await merge(one, one)).status).toBe(400);
    expect(fault(await merge(one, off))).toMatchObject({ status: 400 });
    expect(fault(await merge(one, "0f1a1c1e-0000-4000-8000-00000000dead")).code).toBe("0x80040217");
  });
});
