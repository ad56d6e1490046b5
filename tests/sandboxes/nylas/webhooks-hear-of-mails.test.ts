import type { WebhookTriggers } from "nylas";
import { INES, nylasAndClient, OTHER, SALES, type Nylased } from "./client";
import { isSignedWith, startHooked } from "./hooked";

let s: Nylased;
let hook: Awaited<ReturnType<typeof startHooked>>;
beforeEach(async () => {
  s = await nylasAndClient({ retryAfter: [20, 40] });
  hook = await startHooked();
});
afterEach(() => Promise.all([s.close(), hook.close()]));

const ALL = ["message.created", "message.updated", "message.deleted", "grant.expired", "grant.updated"];

const subscribe = async (change: object = {}) => {
  const triggerTypes = ALL as WebhookTriggers[];
  const requestBody = { triggerTypes, webhookUrl: hook.url, description: "CRM", ...change };
  return (await s.client.webhooks.create({ requestBody })).data;
};
const arrived = async () => {
  await s.sandbox.webhooks.idle();
  return hook.received;
};
const types = async () => (await arrived()).map(({ event }) => event.type);

describe("a webhook", () => {
  test("is made after its address has given the challenge back, and is told its secret this once", async () => {
    let asked = "";
    hook.state.challenge = (given) => {
      asked = s.client.webhooks.extractChallengeParameter(`${hook.url}?challenge=${given}`);
      return { status: 200, body: given };
    };
    const { id, webhookSecret } = await subscribe();
    expect(asked).not.toBe("");
    expect(webhookSecret).toBeTruthy();
    const listed = (await s.client.webhooks.list()).data;
    expect(listed).toMatchObject([{ id, triggerTypes: ALL, status: "active", webhookUrl: hook.url }]);
    expect(JSON.stringify(listed)).not.toContain(webhookSecret);
  });

  test.each([
    ["says 404", () => ({ status: 404, body: "" }), "status is not ok, got 404"],
    ["says something else", () => ({ status: 200, body: "yes" }), "not the challenge"],
    ["adds a line", (given: string) => ({ status: 200, body: `${given}\n` }), "not the challenge"],
  ])("is not made where the address %s", async (_what, challenge, why) => {
    hook.state.challenge = challenge;
    await expect(subscribe()).rejects.toMatchObject({
      statusCode: 400,
      type: "70005",
      message: expect.stringContaining(why),
    });
  });

  test("is not made for addresses that Nylas refuses", async () => {
    for (const webhookUrl of ["https://abc.ngrok-free.app/hook", "http://hooks.demo.test/nylas"])
      await expect(subscribe({ webhookUrl })).rejects.toMatchObject({ statusCode: 400 });
    s.sandbox.switches.set({ ownAddresses: "refused" });
    await expect(subscribe()).rejects.toMatchObject({ statusCode: 400, type: "70005" });
    await expect(subscribe({ triggerTypes: ["message.eaten"] })).rejects.toMatchObject({ statusCode: 400 });
  });

  test("hears of a mail, signed over the bytes that are sent, compressed ones as they are", async () => {
    const { id } = s.microsoft();
    const plain = await subscribe();
    s.mail();
    const [first] = await arrived();
    expect(first!.event).toMatchObject({
      type: "message.created",
      source: "/microsoft/emails/realtime",
      webhook_delivery_attempt: 1,
      data: { object: { grant_id: id, subject: "Quote 42", from: [INES] } },
    });
    expect(first!.event.data.object).not.toHaveProperty("headers");
    expect(isSignedWith(first!, plain.webhookSecret)).toBe(true);

    await s.client.webhooks.destroy({ webhookId: plain.id });
    const { webhookSecret } = await subscribe({ compressedDelivery: true });
    s.mail();
    const second = (await arrived())[1]!;
    expect(second.compressed).toBe(true);
    expect(isSignedWith(second, webhookSecret)).toBe(true);
  });

  test("is signed with the new secret as soon as it was rotated", async () => {
    s.microsoft();
    const { id, webhookSecret } = await subscribe();
    const rotated = (await s.client.webhooks.rotateSecret({ webhookId: id })).data.webhookSecret!;
    s.mail();
    const [delivery] = await arrived();
    expect(isSignedWith(delivery!, webhookSecret)).toBe(false);
    expect(isSignedWith(delivery!, rotated)).toBe(true);
  });

  test.each([408, 429, 502, 503, 504, 507, "hang up"] as const)(
    "is told again after %s, three times in all, under the same id",
    async (status) => {
      s.microsoft();
      await subscribe();
      hook.state.statuses = [status, status, status];
      s.mail();
      const deliveries = await arrived();
      expect(deliveries.map(({ event }) => event.webhook_delivery_attempt)).toEqual([1, 2, 3]);
      expect(new Set(deliveries.map(({ event }) => event.id)).size).toBe(1);
    },
    20_000,
  );

  test.each([400, 401, 404, 500])("is not told again after %i", async (status) => {
    s.microsoft();
    await subscribe();
    hook.state.statuses = [status];
    s.mail();
    expect(await arrived()).toHaveLength(1);
  });

  test("is failing after a quarter of an hour of nothing but failures, then failed, and active again by hand", async () => {
    s.microsoft();
    const { id } = await subscribe();
    const begin = Date.now();
    const fails = async (minutes: number) => {
      s.sandbox.clock.turnTo(begin + minutes * 60_000);
      hook.state.statuses = [500];
      s.mail();
      await arrived();
      return (await s.client.webhooks.find({ webhookId: id })).data.status;
    };
    expect(await fails(0)).toBe("active");
    expect(await fails(6)).toBe("active");
    expect(await fails(14)).toBe("failing");
    expect(await fails(14 + 72 * 60 + 1)).toBe("failed");
    hook.received.length = 0;
    s.mail();
    expect(await arrived()).toHaveLength(0);
    await s.client.webhooks.update({ webhookId: id, requestBody: { status: "active" } as object });
    s.mail();
    expect(await arrived()).toHaveLength(1);
  });

  test("hears nothing while it is paused, and only what it asked for", async () => {
    s.microsoft();
    const { id } = await subscribe({ triggerTypes: ["grant.expired"] });
    s.mail();
    expect(await arrived()).toHaveLength(0);
    await s.client.webhooks.update({
      webhookId: id,
      requestBody: { triggerTypes: ALL as WebhookTriggers[], status: "pause" } as object,
    });
    s.mail();
    expect(await arrived()).toHaveLength(0);
  });

  test("hears twice, late and in the wrong order, where that is wanted", async () => {
    s.microsoft();
    await subscribe();
    await s.call("POST", "/control/webhooks/hold");
    s.mail({ subject: "first" });
    s.mail({ subject: "second" });
    expect(await arrived()).toHaveLength(0);
    await s.call("POST", "/control/webhooks/duplicate?next=1");
    await s.call("POST", "/control/webhooks/release?reverse=true");
    const subjects = (await arrived()).map(({ event }) => event.data.object.subject);
    expect(subjects.sort()).toEqual(["first", "second", "second"]);
  });

  test("hears of big, customised, restricted and cleaned mails under other names", async () => {
    s.microsoft();
    await subscribe();
    s.mail({ body: `<p>${"x".repeat(1_100_000)}</p>` });
    s.sandbox.switches.set({ payload: "transformed" });
    s.mail();
    s.sandbox.switches.set({ payload: "metadata" });
    s.mail();
    s.sandbox.switches.set({ payload: "full", cleaned: true });
    s.mail();
    expect((await types()).sort()).toEqual([
      "message.created",
      "message.created.cleaned",
      "message.created.metadata",
      "message.created.transformed",
      "message.created.truncated",
    ]);
    for (const { event } of hook.received)
      if (/truncated|transformed|metadata/.test(event.type))
        expect(event.data.object).not.toHaveProperty("body");
  });

  test("test events are signed with a secret of their own; addresses of Nylas can be asked for", async () => {
    const answer = await s.call("POST", "/api/v3/webhooks/send-test-event", {
      trigger_type: "message.created",
      webhook_url: hook.url,
    });
    expect(answer.status).toBe(200);
    expect(isSignedWith(hook.received[0]!, "mock-webhook-secret")).toBe(true);
    const mock = await s.call("POST", "/api/v3/webhooks/mock-payload", { trigger_type: "message.created" });
    expect(mock.body).toMatchObject({ data: { type: "message.created", specversion: "1.0" } });
    expect((await s.client.webhooks.ipAddresses()).data.ipAddresses).toEqual(["127.0.0.1"]);
  });
});

describe("what happens in mailboxes", () => {
  test("a mail is in every mailbox whose address is in it, with one Message-ID and ids of their own", async () => {
    s.microsoft();
    s.google();
    await subscribe();
    const messageId = s.mail({ from: SALES, to: [INES], bcc: [OTHER] });
    const copies = s.sandbox.mailboxes().map((mailbox) => [...mailbox.newestFirst()][0]!);
    expect(copies.map((mail) => mail.messageId)).toEqual([messageId, messageId]);
    expect(copies[0]!.id).not.toBe(copies[1]!.id);
    // Only who wrote it sees the unseen receiver.
    expect(copies.map(({ bcc }) => bcc)).toEqual([[OTHER], []]);
    expect(await types()).toEqual(["message.created", "message.created"]);
  });

  test("a mail to oneself is one with two labels at Google, two elsewhere", () => {
    s.microsoft();
    s.google();
    s.mail({ from: OTHER, to: [OTHER] });
    s.mail({ from: SALES, to: [SALES] });
    const [exchange, google] = s.sandbox.mailboxes().map((mailbox) => [...mailbox.newestFirst()]);
    expect(google!.map(({ folders }) => folders)).toEqual([["INBOX", "SENT"]]);
    expect(exchange).toHaveLength(2);
  });

  test("Microsoft gives a mail that is moved another id: deleted, then created", async () => {
    const { id } = s.microsoft();
    await subscribe();
    s.mail();
    const [before] = (await s.call<{ data: { id: string }[] }>("GET", `/control/mailboxes/${id}/mails`)).body
      .data;
    const path = `/control/mailboxes/${id}/mails/${encodeURIComponent(before!.id)}`;
    const moved = await s.call<{ id: string }>("PATCH", path, { folder: "AAMkFolderArchive" });
    expect(moved.body.id).not.toBe(before!.id);
    expect((await types()).sort()).toEqual(["message.created", "message.created", "message.deleted"]);
    const gone = await s.call("GET", `/api/v3/grants/${id}/messages/${encodeURIComponent(before!.id)}`);
    expect(gone.status).toBe(404);
  });

  test("Google changes the labels of a mail that is moved, and keeps its id", async () => {
    const { id } = s.google();
    await subscribe();
    s.mail({ to: [OTHER] });
    const mailbox = s.sandbox.mailboxOf(id);
    const [mail] = [...mailbox.newestFirst()];
    expect(s.sandbox.post.move(mailbox, mail!, "TRASH")).toMatchObject({ id: mail!.id, folders: ["TRASH"] });
    expect((await types()).sort()).toEqual(["message.created", "message.updated"]);
  });

  test("a sign-in that ends is told of once, and refuses until somebody signs in again", async () => {
    const { id } = s.microsoft();
    await subscribe();
    await s.call("POST", `/control/mailboxes/${id}/expire`);
    expect((await arrived())[0]!.event).toMatchObject({
      type: "grant.expired",
      source: "/nylas/system",
      data: { object: { grant_id: id, email: SALES.email, code: 25009 } },
    });
    expect((await s.call("GET", `/api/v3/grants/${id}/messages`)).status).toBe(401);
    expect((await s.client.grants.find({ grantId: id })).data.grantStatus).toBe("invalid");
    await s.call("POST", `/control/mailboxes/${id}/sign-in`);
    expect((await s.call("GET", `/api/v3/grants/${id}/messages`)).status).toBe(200);
    expect(await types()).toEqual(["grant.expired", "grant.updated"]);
  });

  test("a mailbox that is connected tells of all it has, as history", async () => {
    const { id } = s.microsoft();
    await subscribe();
    await s.call("POST", "/control/webhooks/hold");
    for (let at = 0; at < 40; at++) s.mail({ date: 1_789_000_000 + at });
    s.sandbox.webhooks.clear();
    await subscribe();
    await s.call("POST", `/control/mailboxes/${id}/history`);
    const deliveries = await arrived();
    expect(deliveries).toHaveLength(40);
    expect(new Set(deliveries.map(({ event }) => event.source))).toEqual(
      new Set(["/microsoft/emails/historic"]),
    );
  });

  test("a copy in Sent may have no Message-ID", () => {
    s.microsoft();
    s.sandbox.switches.set({ sentWithoutMessageId: 1 });
    s.mail({ from: SALES, to: [INES] });
    s.mail({ from: SALES, to: [INES] });
    const ids = [...s.sandbox.mailboxes()[0]!.newestFirst()].map(({ messageId }) => messageId);
    expect(ids.filter((id) => id === null)).toHaveLength(1);
  });
});
