import { fault, rowsOf, startServer, type TestServer } from "./support/server";

/** developer/data-platform/reference/entities/email, activityparty; webapi/activities (facts 4.11). */
describe("emails with their parties", () => {
  let server: TestServer;
  let contact = "";
  beforeAll(async () => {
    server = await startServer();
    contact = await server.dataverse.create("contact", { lastname: "Lee", emailaddress1: "lee@example.com" });
  });
  afterAll(() => server.close());
  const create = async (more: object = {}) => {
    const answer = await server.send("POST", "emails", {
      subject: "Hello",
      "regardingobjectid_contact@odata.bind": `/contacts(${contact})`,
      email_activity_parties: [
        {
          "partyid_systemuser@odata.bind": `/systemusers(${server.dataverse.kernel.organization.systemUserId})`,
          addressused: "me@example.com",
          participationtypemask: 1,
        },
        { "partyid_contact@odata.bind": `/contacts(${contact})`, participationtypemask: 2 },
        { addressused: "unknown@example.com", participationtypemask: 3 },
      ],
      ...more,
    });
    return answer.headers.get("odata-entityid") ?? answer.text;
  };
  const parties = async (url: string) => {
    const { json } = await server.send(
      "GET",
      `${url}?$select=subject&$expand=email_activity_parties($select=participationtypemask,addressused,_partyid_value)`,
    );
    return (json["email_activity_parties"] as Record<string, unknown>[]).map((party) => [
      party["participationtypemask"],
      party["addressused"],
      party["_partyid_value"],
    ]);
  };

  it("are created in one go; owner and regarding are parties too", async () => {
    const url = await create();
    const me = server.dataverse.kernel.organization.systemUserId;
    expect(await parties(url)).toEqual([
      [1, "me@example.com", me],
      [2, "lee@example.com", contact],
      [3, "unknown@example.com", null],
      [8, "lee@example.com", contact],
      [9, null, me],
    ]);
    const { json } = await server.send(
      "GET",
      `${url}?$select=sender,torecipients,activitytypecode,directioncode,statecode`,
    );
    expect(json).toMatchObject({
      sender: "me@example.com",
      torecipients: "lee@example.com;",
      activitytypecode: "email",
      directioncode: true,
      statecode: 0,
    });
  });

  it("replace their parties as a whole", async () => {
    const url = await create();
    expect(
      (
        await server.send("PUT", `${url}/email_activity_parties`, {
          value: [{ addressused: "only@example.com", participationtypemask: 2 }],
        })
      ).status,
    ).toBe(204);
    expect((await parties(url)).filter(([type]) => Number(type) < 8)).toEqual([
      [2, "only@example.com", null],
    ]);
  });

  it("are open when created, closed in a second step, and read-only after", async () => {
    const url = await create();
    expect((await server.send("PATCH", url, { statecode: 1, statuscode: 4 })).status).toBe(204);
    expect((await server.send("GET", `${url}?$select=statecode,statuscode`)).json).toMatchObject({
      statecode: 1,
      statuscode: 4,
    });
    expect(fault(await server.send("PATCH", url, { subject: "too late" })).status).toBe(400);
  });

  it("show up as activities of the person they are about, and go with her", async () => {
    const other = await server.dataverse.create("contact", { lastname: "Gone" });
    await create({ subject: "Of gone", "regardingobjectid_contact@odata.bind": `/contacts(${other})` });
    const pointers = () =>
      server.send(
        "GET",
        `activitypointers?$select=subject,activitytypecode&$filter=_regardingobjectid_value eq ${other}`,
      );
    expect(rowsOf(await pointers())).toMatchObject([{ subject: "Of gone", activitytypecode: "email" }]);
    expect(
      rowsOf(await server.send("GET", `contacts(${other})/Contact_Emails?$select=subject`)),
    ).toMatchObject([{ subject: "Of gone" }]);
    expect((await server.send("DELETE", `contacts(${other})`)).status).toBe(204);
    expect(rowsOf(await pointers())).toEqual([]);
    expect(server.dataverse.rows("email").filter((row) => row.values["subject"] === "Of gone")).toEqual([]);
  });
});
