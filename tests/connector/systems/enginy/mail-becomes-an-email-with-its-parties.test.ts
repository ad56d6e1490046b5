import { SELLER_EMAIL } from "../../../../local/samples";
import { withoutEvents } from "../../support/without-events";
import { enginyContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

/** Kinds of parties: reference/entities/activityparty. */
const FROM = 1;
const TO = 2;

describe("a mail that Enginy logs is an email activity, created once with its parties, completed, and left alone", () => {
  let crm: CustomCrm;
  let contactId: string;
  let sellerId: string;
  let sent = 0;
  const mail = (changes: object = {}) => ({
    type: "EMAIL",
    direction: "OUTBOUND",
    subject: "[1/3] [FROM Customer Demo] Sales One",
    body: "Hello Ines",
    occurredAt: "2026-09-20T09:00:00.000Z",
    contactId,
    ownerId: sellerId,
    metadata: { messageId: String(++sent) },
    ...changes,
  });
  const log = async (changes: object = {}) => {
    const { body, status } = await crm.call("POST", "/activities", mail(changes));
    expect(status).toBe(201);
    const row = crm.rows("email").find(({ id }) => id === body.id)!;
    return { id: String(body.id), values: row.values };
  };
  const partiesOf = (emailId: string, role: number) =>
    crm
      .rows("activityparty")
      .map(({ values }) => values)
      .filter(({ activityid, participationtypemask }) => {
        return (activityid as { id: string }).id === emailId && participationtypemask === role;
      })
      .map(({ addressused, partyid }) => [(partyid as { id: string } | null)?.id ?? null, addressused]);
  const addressOf = (id: string) =>
    crm.rows("contact").find((row) => row.id === id)!.values.emailaddress1 as string;

  beforeAll(async () => {
    crm = await startCustomCrm();
    await withoutEvents(crm.dynamics);
    const { id, ...ines } = enginyContact(crm, "801");
    const { body } = await crm.call("POST", "/contacts", { contacts: [{ externalId: String(id), ...ines }] });
    contactId = String(body.results[0]!.crmId);
    sellerId = crm.rows("systemuser").find(({ values }) => values.internalemailaddress === SELLER_EMAIL)!.id;
  });
  afterAll(async () => crm?.close());

  it("sent: from the user to the contact, Sent, at the time when it was", async () => {
    const { id, values } = await log();
    expect(values).toMatchObject({
      subject: "[1/3] [FROM Customer Demo] Sales One",
      description: "Hello Ines",
      directioncode: true,
      statecode: 1,
      statuscode: 3,
      actualend: expect.stringContaining("2026-09-20"),
      regardingobjectid: { table: "contact", id: contactId },
    });
    expect(partiesOf(id, FROM)).toEqual([[sellerId, SELLER_EMAIL]]);
    expect(partiesOf(id, TO)).toEqual([[contactId, addressOf(contactId)]]);
  });

  it("received: from the contact to the user, Received", async () => {
    const { id, values } = await log({ direction: "INBOUND" });
    expect(values).toMatchObject({ directioncode: false, statecode: 1, statuscode: 4 });
    expect(partiesOf(id, FROM)).toEqual([[contactId, addressOf(contactId)]]);
    expect(partiesOf(id, TO)).toEqual([[sellerId, SELLER_EMAIL]]);
  });

  it("whoever is no user here is found by her address, else she is her address; two who have it are nobody", async () => {
    const create = (lastname: string, emailaddress1: string) =>
      crm.dynamics.as("admin", "POST", "contacts", { lastname, emailaddress1 });
    await create("Colleague", "colleague@partner.example");
    await create("One", "shared@partner.example");
    await create("Two", "shared@partner.example");
    const from = async (ownerId: string) => partiesOf((await log({ ownerId })).id, FROM);
    const colleague = crm.rows("contact").find(({ values }) => values.lastname === "Colleague")!.id;
    expect(await from("Colleague@partner.example")).toEqual([[colleague, "colleague@partner.example"]]);
    expect(await from("shared@partner.example")).toEqual([[null, "shared@partner.example"]]);
    expect(await from("nobody@partner.example")).toEqual([[null, "nobody@partner.example"]]);
    expect(await from("identity-without-a-mapping")).toEqual([]);
  });

  it("what it says is shown as it was formatted, and runs nothing", async () => {
    const { values } = await log({
      body: `<p onclick="steal()">Hi <b>Ines</b></p><script>steal()</script><a href="javascript:steal()">here</a>`,
    });
    expect(values.description).toBe("<p>Hi <b>Ines</b></p><a>here</a>");
    expect((await log({ body: "1 < 2\nand more" })).values.description).toBe("1 &lt; 2<br>and more");
  });

  it("an id of Enginy's own is no Message-ID; a Message-ID is kept, and is one row for whoever tells of it", async () => {
    expect((await log()).values.messageid ?? null).toBeNull();
    const { id, values } = await log({ metadata: { messageId: "abc@mail.acme.test" } });
    expect(values.messageid).toBe("<abc@mail.acme.test>");
    const again = await log({ metadata: { messageId: "<abc@mail.acme.test>" }, subject: "Told otherwise" });
    expect(again.id).toBe(id);
    expect(again.values.subject).toBe(values.subject);
    expect((await log({ metadata: { messageId: "<abc@MAIL.acme.TEST>" } })).id).toBe(id);
  });

  it("a mail that Dynamics has from elsewhere is taken for it, and stays as it is", async () => {
    await crm.dynamics.as("admin", "POST", "emails", {
      subject: "Tracked by the server",
      messageid: "<tracked@mail.acme.test>",
      "regardingobjectid_contact@odata.bind": `/contacts(${contactId})`,
    });
    const tracked = crm.rows("email").find(({ values }) => values.subject === "Tracked by the server")!;
    const before = crm.rows("email").length;
    const { id, values } = await log({ metadata: { messageId: "<tracked@mail.acme.test>" } });
    expect(id).toBe(tracked.id);
    expect(values).toMatchObject({ subject: "Tracked by the server", statecode: 0 });
    expect(crm.rows("email")).toHaveLength(before);
  });

  it("is logged once, however often and however close together it is told", async () => {
    const before = crm.rows("email").length;
    const body = mail();
    const answers = await Promise.all([1, 2, 3].map(() => crm.call("POST", "/activities", body)));
    expect(new Set(answers.map((answer) => `${answer.status} ${String(answer.body.id)}`)).size).toBe(1);
    expect(crm.rows("email")).toHaveLength(before + 1);
  });
});
