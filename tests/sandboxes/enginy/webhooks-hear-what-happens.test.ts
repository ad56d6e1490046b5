import { EVENT_TYPES } from "../../../local/sandboxes/enginy/events";
import { enginyAndCaller, type Enginy } from "./caller";
import { startReceiver, type Receiver } from "./receiver";

const SECRET = "a secret of ours";
let s: Enginy;
let receiver: Receiver;
let statuses: number[];
beforeEach(async () => {
  statuses = [];
  s = await enginyAndCaller();
  receiver = await startReceiver(() => ({ status: statuses.shift() ?? 200 }));
});
afterEach(() => Promise.all([s.close(), receiver.close()]));

interface Made {
  readonly status: string;
  readonly data: { readonly id: number; readonly hasSecret: boolean };
}

const subscribe = async (more: object = {}) => {
  const body = {
    name: "CRM",
    url: `${receiver.url}/hook`,
    events: [...EVENT_TYPES],
    secret: SECRET,
    ...more,
  };
  return s.call<Made>("POST", "/api/v1/webhooks", body);
};
const contact = () => s.sandbox.contacts.create({ firstName: "Ines", professionalEmail: "ines@acme.test" });
const write = (contactId: number, campaignId: number | null = null) =>
  s.sandbox.engagement.send({ contactId, senderIdentityId: 11, type: "EMAIL", content: "Hello", campaignId });
const arrived = async () => {
  await s.sandbox.webhooks.idle();
  return receiver.received.map(({ body }) => body);
};
const logs = async (id: number) =>
  (await s.call<{ data: object[]; meta: object }>("GET", `/api/v1/webhooks/${id}/logs`)).body;

describe("a webhook", () => {
  it("hears of what happens, with its secret verbatim in X-Webhook-Secret", async () => {
    await subscribe();
    const { id } = contact();
    const message = write(id);
    s.sandbox.engagement.reply(message, "Thanks");
    const events = await arrived();
    expect(events.map(({ eventType }) => eventType)).toEqual(["EMAIL_SENT", "MESSAGE_REPLIED"]);
    expect(events[0]).toMatchObject({ contactId: id, messageId: message.shown.id, senderIdentityId: 11 });
    expect(receiver.received.map(({ headers }) => headers["x-webhook-secret"])).toEqual([SECRET, SECRET]);
    expect(receiver.received[0]).toMatchObject({ method: "POST", path: "/hook" });
  });

  it("hears of nothing when a contact changes, or an email is opened", async () => {
    await subscribe();
    const { id } = contact();
    s.sandbox.contacts.update(id, { jobTitle: "CTO" });
    const message = write(id);
    s.sandbox.engagement.messages.count(message.shown.id, "viewCount");
    s.sandbox.contacts.remove(id);
    expect((await arrived()).map(({ eventType }) => eventType)).toEqual(["EMAIL_SENT"]);
  });

  it("hears of the events and the campaigns it asked for only", async () => {
    const [fair, other] = [s.sandbox.campaigns.idOf("Fair"), s.sandbox.campaigns.idOf("Other")];
    await subscribe({ events: ["EMAIL_SENT"], campaignIds: [fair] });
    const { id } = contact();
    s.sandbox.engagement.reply(write(id, fair), "Thanks");
    write(id, other);
    write(id);
    expect(await arrived()).toEqual([
      expect.objectContaining({ eventType: "EMAIL_SENT", campaignName: "Fair" }),
    ]);
  });

  it("brings the fields it asked for", async () => {
    s.sandbox.fields.contact.add("crm_segment", "Segment", "TEXT", "CRM_FIELD");
    const company = s.sandbox.companies.create({ name: "Acme", domain: "acme.test" });
    const { id } = s.sandbox.contacts.create({ companyId: company.id, custom: { crm_segment: "Gold" } });
    await subscribe({ customFields: ["crm_segment", "domain"] });
    write(id);
    expect((await arrived())[0]).toMatchObject({
      customFields: { crm_segment: "Gold", domain: "acme.test" },
    });
  });

  it("is tried again after a failure, and every attempt is in its log", async () => {
    statuses = [500, 404];
    const { id } = (await subscribe()).body.data;
    write(contact().id);
    expect(await arrived()).toHaveLength(3);
    expect(new Set(receiver.received.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    const { data, meta } = await logs(id);
    expect(meta).toEqual({ page: 1, pageSize: 25, total: 3 });
    expect(data).toMatchObject([
      { eventType: "EMAIL_SENT", statusCode: 200, errorMessage: null, attemptNumber: 3 },
      { statusCode: 404, attemptNumber: 2 },
      { statusCode: 500, errorMessage: expect.any(String), attemptNumber: 1 },
    ]);
    const known = [
      "id",
      "eventType",
      "statusCode",
      "errorMessage",
      "attemptNumber",
      "durationMs",
      "createdAt",
    ];
    expect(Object.keys(data[0]!).sort()).toEqual(known.sort());
  });

  it("can be made to hear twice, late and in the wrong order", async () => {
    await subscribe();
    const [ines, bo] = [contact(), contact()];
    await s.call("POST", "/control/webhooks/hold");
    write(ines.id);
    write(bo.id);
    expect(await arrived()).toEqual([]);
    await s.call("POST", "/control/webhooks/duplicate?next=1");
    await s.call("POST", "/control/webhooks/release?reverse=true");
    const contacts = (await arrived()).map(({ contactId }) => contactId);
    expect(contacts.sort()).toEqual([ines.id, bo.id, bo.id].sort());
  });
});

describe("webhooks", () => {
  it("are shown with all but their secret, and listed", async () => {
    const { body, status } = await subscribe();
    expect(status).toBe(201);
    const time = expect.any(String);
    const shown = {
      id: 1,
      name: "CRM",
      url: `${receiver.url}/hook`,
      events: [...EVENT_TYPES],
      campaignIds: [],
      customFields: [],
      enabled: true,
      hasSecret: true,
      createdAt: time,
      updatedAt: time,
    };
    expect(body).toEqual({ status: "success", message: expect.any(String), data: shown });
    const list = await s.call("GET", "/api/v1/webhooks");
    expect(list.body).toEqual({ data: [shown], meta: { page: 1, pageSize: 25, total: 1 } });
    expect(JSON.stringify(list.body)).not.toContain(SECRET);
  });

  it("are changed in part: switched off, and their secret taken away with null", async () => {
    await subscribe();
    const change = (body: object) => s.call<Made>("PATCH", "/api/v1/webhooks/1", body);
    expect((await change({ secret: null })).body.data.hasSecret).toBe(false);
    write(contact().id);
    await arrived();
    expect(receiver.received[0]!.headers).not.toHaveProperty("x-webhook-secret");
    await change({ enabled: false });
    write(contact().id);
    expect(await arrived()).toHaveLength(1);
    expect((await s.call("PATCH", "/api/v1/webhooks/9", {})).status).toBe(404);
  });

  it.each([
    ["no events", { events: [] }],
    ["an event that is not there", { events: ["EMAIL_OPENED"] }],
    ["no name", { name: "" }],
    ["a name that is too long", { name: "x".repeat(256) }],
    ["a secret that is too short", { secret: "1234567" }],
    ["a secret that is too long", { secret: "x".repeat(257) }],
    ["what is no address", { url: "nowhere" }],
    ["a private address", { url: "https://192.168.1.5/hook" }],
    ["a field that is not there", { customFields: ["shoeSize"] }],
  ])("refuse %s with 400", async (_what, more) => {
    expect((await subscribe(more)).status).toBe(400);
  });

  it("refuse an address of this machine where they are as strict as Enginy's", async () => {
    await s.call("PUT", "/control/switches", { ownAddresses: "refused" });
    expect((await subscribe()).status).toBe(400);
    expect((await subscribe({ url: "http://localhost:1/hook" })).status).toBe(400);
  });
});
