import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeEach(async () => (s = await enginyAndCaller()));
afterEach(() => s.close());

const switches = (change: object) => s.call("PUT", "/control/switches", change);
const status = async () => (await s.search("contacts")).status;

describe("switches of the sandbox", () => {
  it("are down until switched on again, while the switches stay up", async () => {
    await switches({ down: "unavailable" });
    expect(await status()).toBe(503);
    await switches({ down: "disconnect" });
    await expect(status()).rejects.toThrow();
    await s.call("DELETE", "/control/switches");
    expect(await status()).toBe(200);
  });

  it("throttle the next requests, with the Retry-After asked for", async () => {
    await switches({ throttle: { next: 1, retryAfter: "3" } });
    const refused = await s.search("contacts");
    expect([refused.status, refused.headers.get("retry-after"), await status()]).toEqual([429, "3", 200]);
  });

  it("fail the next requests; a search is no write", async () => {
    await switches({ fail: { next: 1, status: 502 } });
    expect([await status(), await status()]).toEqual([502, 200]);
    await switches({ fail: { next: 1, status: 502, writesOnly: true } });
    expect(await status()).toBe(200);
  });

  it("do a write and lose its answer; a search answers all the same", async () => {
    s.sandbox.identities = [{ id: 11, name: "Robin Keller", email: "robin.keller@contoso.example" }];
    const { id } = s.sandbox.contacts.create({});
    await switches({ loseAnswers: { next: 1 } });
    expect(await status()).toBe(200);
    const body = { contactId: id, senderIdentityId: 11, message: "Hello", type: "EMAIL" };
    await expect(s.call("POST", "/api/v1/inbox/messages", body)).rejects.toThrow();
    expect(s.sandbox.engagement.messages.of(id)).toHaveLength(1);
    expect((await s.call("POST", "/api/v1/inbox/messages", body)).status).toBe(200);
  });

  it("give no larger pages than they say", async () => {
    for (let n = 0; n < 3; n++) s.sandbox.contacts.create({});
    await switches({ pageSize: 2 });
    const { body } = await s.search("contacts", { pageSize: 100 });
    expect(body).toMatchObject({ meta: { pageSize: 2, total: 3 } });
    expect(body.data).toHaveLength(2);
  });

  it("remember the requests that were seen, and forget everything on reset", async () => {
    s.sandbox.contacts.create({});
    await s.call("GET", "/api/v1/tasks/owners", undefined, {
      "x-correlation-id": "abc",
      "x-api-key": "gsk_other",
    });
    const { body } = await s.call<{ requests: unknown[] }>("GET", "/control/requests");
    expect(body.requests).toEqual([
      expect.objectContaining({
        url: "/sandboxes/enginy/api/v1/tasks/owners",
        status: 401,
        correlationId: "abc",
      }),
    ]);
    await s.call("POST", "/control/reset");
    expect((await s.call("GET", "/control/state")).body).toMatchObject({ contacts: 0, requests: 0 });
  });
});
