import type { Step } from "../../../local/sandboxes/enginy/campaign";
import { startCrm, type Crm } from "./a-crm";
import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
let crm: Crm;
beforeEach(async () => {
  [s, crm] = await Promise.all([enginyAndCaller(), startCrm()]);
  s.sandbox.identities = [{ id: 11, name: "Robin Keller", email: "robin.keller@contoso.example" }];
  await s.call("POST", "/api/v1/custom-crm/connect", { baseUrl: crm.url, apiKey: "key" });
});
afterEach(() => Promise.all([s.close(), crm.close()]));

const STEPS: readonly Step[] = [
  { type: "email", subject: "Hello", content: "Hello Ines" },
  { type: "linkedin_visit_profile" },
  { type: "linkedin_message", content: "Hi" },
  { type: "linkedin_connection" },
];

const begin = (more: object = {}, steps = STEPS) => {
  const company = s.sandbox.companies.create({ name: "Acme", domain: "acme.test" });
  const contact = s.sandbox.contacts.create({
    firstName: "Ines",
    lastName: "Vasseur",
    professionalEmail: "ines@acme.test",
    linkedInProfileUrl: "https://www.linkedin.com/in/demo-ines",
    companyId: company.id,
  });
  const likelihood = { opened: 0, clicked: 0, replied: 0, accepted: 1 };
  const { id } = s.sandbox.campaigns.create({ name: "Fair", steps, identityIds: [11], likelihood, ...more });
  s.sandbox.campaigns.enrol(id, [contact.id]);
  return { contact, id };
};
const run = async (id: number, steps = 1) => {
  for (let n = 0; n < steps; n++) s.sandbox.campaigns.step(id);
  await s.sandbox.crm.idle();
};

describe("what a campaign does is logged in the CRM", () => {
  it("with its ids there, its owner, its place in the sequence and the id of the message", async () => {
    const { contact, id } = begin();
    await run(id);
    const [message] = s.sandbox.engagement.messages.of(contact.id);
    expect(crm.activities).toEqual([
      {
        type: "EMAIL",
        direction: "OUTBOUND",
        subject: "[1/2] [FROM Contoso] Robin Keller",
        body: "Hello Ines",
        ownerId: "u-17",
        occurredAt: message!.shown.createdAt,
        contactId: "contacts-1",
        companyId: "companies-1",
        metadata: { messageId: String(message!.shown.id), sequenceIndex: 1, sequenceMessageCount: 2 },
      },
    ]);
  });

  it("by kind and direction; a visit is none", async () => {
    const { contact, id } = begin();
    await run(id, 5);
    s.sandbox.engagement.reply(s.sandbox.engagement.messages.of(contact.id)[0]!, "Thanks");
    await s.sandbox.crm.idle();
    expect(crm.activities.map(({ direction, subject, type }) => [type, direction, subject])).toEqual([
      ["EMAIL", "OUTBOUND", "[1/2] [FROM Contoso] Robin Keller"],
      ["LINKEDIN", "OUTBOUND", "[2/2] [FROM Contoso] Robin Keller"],
      ["LINKEDIN_CONNECTION", "OUTBOUND", "[FROM Contoso] Robin Keller"],
      ["LINKEDIN_CONNECTION", "INBOUND", "[Acme] Ines Vasseur"],
      ["EMAIL", "INBOUND", "[Acme] Ines Vasseur"],
    ]);
  });

  it("after the contact and her company have been exported, once", async () => {
    const { id } = begin();
    await run(id, 3);
    expect(crm.calls()).toEqual([
      "POST /companies/sync",
      "POST /companies",
      "POST /contacts/sync",
      "POST /contacts",
      "POST /associations",
      "POST /activities",
      "POST /activities",
    ]);
  });

  it("later, where the CRM did not take the contact at first", async () => {
    const { id } = begin();
    crm.next.push({ status: 400 }, { status: 400 });
    await run(id);
    expect(crm.activities).toHaveLength(0);
    await s.call("POST", "/control/crm/export", {});
    await s.sandbox.crm.idle();
    expect(crm.activities).toHaveLength(1);
  });

  it("only for campaigns whose messages are synced, and nothing outside of campaigns", async () => {
    const { contact, id } = begin({ messageSync: false });
    await run(id);
    s.sandbox.engagement.send({
      contactId: contact.id,
      senderIdentityId: 11,
      type: "EMAIL",
      content: "By hand",
    });
    await s.sandbox.crm.idle();
    expect(crm.calls()).toEqual([]);
  });

  it("again with the same message id when the answer is lost, and the id that came is kept", async () => {
    const { contact, id } = begin();
    s.sandbox.contacts.update(contact.id, { contactCRMId: "their-1" });
    await s.call("PUT", "/control/crm/faults", { loseAnswers: 1 });
    await run(id);
    expect(crm.activities).toHaveLength(2);
    expect(crm.activities[1]).toEqual(crm.activities[0]);
    const { body } = await s.call<{ logged: object }>("GET", "/control/crm");
    expect(Object.values(body.logged)).toEqual(["act-2"]);
  });

  it("again where the answer has no id", async () => {
    const { contact, id } = begin();
    s.sandbox.contacts.update(contact.id, { contactCRMId: "their-1" });
    crm.next.push({ status: 201, body: {} });
    await run(id);
    expect(crm.activities).toHaveLength(1);
    expect([...s.sandbox.crm.logged.values()]).toEqual(["act-1"]);
  });

  it("twice, and late, where that is switched on", async () => {
    const { contact, id } = begin();
    s.sandbox.contacts.update(contact.id, { contactCRMId: "their-1" });
    await s.call("POST", "/control/crm/hold");
    await run(id, 3);
    expect(crm.calls()).toEqual([]);
    await s.call("PUT", "/control/crm/faults", { twice: 1 });
    await s.call("POST", "/control/crm/release");
    await s.call("POST", "/control/crm/idle");
    expect(crm.activities.map(({ type }) => type)).toEqual(["EMAIL", "EMAIL", "LINKEDIN"]);
  });

  it("and the engagement fields of the mapping are written with it", async () => {
    const fields = { contact: { engaged_by_enginy: "Yes" }, company: { engaged: "Yes" } };
    await s.call("PUT", "/control/crm/engagement-fields", fields);
    const { id } = begin();
    await run(id);
    const puts = crm.received.filter(({ method }) => method === "PUT").map(({ body }) => body);
    expect(puts).toEqual([
      { companies: [{ crmId: "companies-1", engaged: "Yes" }] },
      { contacts: [{ crmId: "contacts-1", engaged_by_enginy: "Yes" }] },
    ]);
  });
});

describe("tasks of a campaign", () => {
  const TASK: readonly Step[] = [{ type: "task", taskType: "call", title: "Call her", note: "Before noon" }];

  it("are made in the CRM, and done in Enginy they are done there", async () => {
    const { id } = begin({}, TASK);
    await run(id);
    const made = crm.received.filter(({ path }) => path === "/crm/tasks").map(({ body }) => body);
    expect(made).toEqual([
      {
        subject: "Call her",
        type: "call",
        description: "Before noon",
        contactId: "contacts-1",
        companyId: "companies-1",
      },
    ]);
    expect(s.sandbox.tasks.list()).toMatchObject([{ crmId: "task-1", completed: false }]);
    await s.call("POST", "/control/tasks/1/complete");
    expect(crm.received.at(-1)).toMatchObject({
      method: "PATCH",
      path: "/crm/tasks/task-1",
      body: { completed: true },
    });
  });

  it("are done in Enginy when they are done in the CRM", async () => {
    const { id } = begin({}, TASK);
    await run(id);
    await s.call("POST", "/control/crm/tasks/pull");
    expect(s.sandbox.tasks.list()).toMatchObject([{ completed: false }]);
    crm.tasks.set("task-1", true);
    await s.call("POST", "/control/crm/tasks/pull");
    expect(s.sandbox.tasks.list()).toMatchObject([{ completed: true }]);
    expect(crm.received.at(-1)).toMatchObject({ path: "/crm/tasks/batch", body: { ids: ["task-1"] } });
  });
});
