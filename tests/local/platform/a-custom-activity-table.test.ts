import { builtSolution, startEnvironment, type Environment } from "./support/environment";

/** docs: custom-activities; reference/entities/activitypointer, activityparty. */
describe("a custom activity table that a solution brings: our social messages", () => {
  let environment: Environment;
  let contactId: string;
  let me: string;

  const create = (body: object, as: "admin" | "seller" = "admin") =>
    environment.call("POST", "wave_socialmessages", { as, body });
  const idOf = (answer: { readonly headers: Headers }) =>
    /\(([0-9a-f-]{36})\)$/.exec(answer.headers.get("odata-entityid") ?? "")![1]!;
  const list = async (path: string) =>
    (await environment.call("GET", path)).json.value as readonly Record<string, unknown>[];

  beforeAll(async () => {
    environment = await startEnvironment();
    await environment.import(builtSolution());
    await environment.call("POST", "PublishAllXml", { body: {} });
    me = (await environment.call("GET", "WhoAmI")).json.UserId;
    contactId = idOf(
      await environment.call("POST", "contacts", { body: { lastname: "Lee", emailaddress1: "lee@a.test" } }),
    );
  });
  afterAll(() => environment.close());

  const message = (more: object = {}) => ({
    subject: "Hello",
    description: "Nice to meet you",
    wave_channel: 628140000,
    "regardingobjectid_contact_wave_socialmessage@odata.bind": `/contacts(${contactId})`,
    wave_socialmessage_activity_parties: [
      { participationtypemask: 1, "partyid_systemuser@odata.bind": `/systemusers(${me})` },
      { participationtypemask: 2, "partyid_contact@odata.bind": `/contacts(${contactId})` },
    ],
    ...more,
  });

  it("is an activity: its key, its name, its states and columns are those of every activity", async () => {
    const definition = "EntityDefinitions(LogicalName='wave_socialmessage')";
    const { json } = await environment.call(
      "GET",
      `${definition}?$select=IsActivity,PrimaryIdAttribute,PrimaryNameAttribute,OwnershipType,IconVectorName`,
    );
    expect(json).toMatchObject({
      IsActivity: true,
      PrimaryIdAttribute: "activityid",
      PrimaryNameAttribute: "subject",
      OwnershipType: "UserOwned",
      IconVectorName: "wave_/img/socialmessage.svg",
    });
    const states = await list(
      `${definition}/Attributes/Microsoft.Dynamics.CRM.StateAttributeMetadata?$select=LogicalName&$expand=OptionSet`,
    );
    const { Options } = states[0]!.OptionSet as { Options: readonly { InvariantName: string }[] };
    expect(Options.map(({ InvariantName }) => InvariantName)).toEqual([
      "Open",
      "Completed",
      "Canceled",
      "Scheduled",
    ]);
    const names = (await list(`${definition}/Attributes?$select=LogicalName`)).map(
      (each) => each.LogicalName,
    );
    expect(names).toEqual(expect.arrayContaining(["prioritycode", "scheduledend", "to", "activitytypecode"]));
  });

  it.each(["account", "contact", "lead"])("may be about a row of %s", async (target) => {
    const relationships = await list(
      "EntityDefinitions(LogicalName='wave_socialmessage')/ManyToOneRelationships" +
        "?$select=ReferencedEntity,ReferencingAttribute,ReferencingEntityNavigationPropertyName",
    );
    expect(relationships).toContainEqual(
      expect.objectContaining({
        ReferencedEntity: target,
        ReferencingAttribute: "regardingobjectid",
        ReferencingEntityNavigationPropertyName: `regardingobjectid_${target}_wave_socialmessage`,
      }),
    );
  });

  it("is created with its parties in one request, and stands among the activities of whom it is about", async () => {
    const created = await create(message({ sortdate: "2026-09-20T09:00:00Z" }));
    expect(created.status).toBe(204);
    const id = idOf(created);
    const parties =
      "wave_socialmessage_activity_parties($select=participationtypemask,addressused,_partyid_value)";
    const { json } = await environment.call(
      "GET",
      `wave_socialmessages(${id})?$select=subject&$expand=${parties}`,
    );
    expect(json.wave_socialmessage_activity_parties).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ participationtypemask: 1, _partyid_value: me }),
        expect.objectContaining({
          participationtypemask: 2,
          _partyid_value: contactId,
          addressused: "lee@a.test",
        }),
      ]),
    );
    expect(await list(`activitypointers?$filter=activityid eq ${id}`)).toEqual([
      expect.objectContaining({
        activitytypecode: "wave_socialmessage",
        subject: "Hello",
        sortdate: "2026-09-20T09:00:00Z",
        _regardingobjectid_value: contactId,
        statecode: 0,
      }),
    ]);
  });

  it("is read-only once it is completed", async () => {
    const path = `wave_socialmessages(${idOf(await create(message()))})`;
    const patch = (body: object) => environment.call("PATCH", path, { body });
    expect((await patch({ statecode: 1, statuscode: 2 })).status).toBe(204);
    expect((await patch({ subject: "In other words" })).status).toBe(400);
  });

  it("needs the privileges of activities, and has none of its own", async () => {
    expect(await list("privileges?$select=name&$filter=contains(name,'socialmessage')")).toEqual([]);
    const { kernel } = environment.platform.dataverse;
    const sellerId = (await environment.call("GET", "WhoAmI", { as: "seller" })).json.UserId as string;
    const mine = idOf(
      await environment.call("POST", "contacts", { as: "seller", body: { lastname: "Hers" } }),
    );
    const about = { "regardingobjectid_contact_wave_socialmessage@odata.bind": `/contacts(${mine})` };
    expect((await create({ subject: "Hers", ...about }, "seller")).status).toBe(204);
    await kernel.together(async (tx) => {
      for (const { id } of tx.findBy("systemuserroles", "systemuserid", sellerId))
        tx.remove("systemuserroles", id);
    });
    const refused = await create({ subject: "Hers", ...about }, "seller");
    expect([refused.status, refused.text]).toEqual([403, expect.stringContaining("prvCreateActivity")]);
  });

  it("goes with whom it is about", async () => {
    await environment.call("DELETE", `contacts(${contactId})`);
    expect(await list(`wave_socialmessages?$filter=_regardingobjectid_value eq ${contactId}`)).toEqual([]);
    expect(await list(`activitypointers?$filter=_regardingobjectid_value eq ${contactId}`)).toEqual([]);
  });
});
