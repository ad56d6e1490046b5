import type { Sandbox } from "./sandbox-client";
import { sandboxAndCaller } from "./sandbox-client";

let s: Sandbox;
beforeEach(async () => (s = await sandboxAndCaller()));
afterEach(() => s.close());

const faults = (body: unknown) => s.call("PUT", "/control/faults", body);
const me = () => s.call("GET", "/v1/me");

describe("switches of the sandbox", () => {
  it("is down until switched on again, while the switches stay up", async () => {
    await faults({ down: "unavailable" });
    expect((await me()).status).toBe(503);
    await faults({ down: "disconnect" });
    await expect(me()).rejects.toThrow();
    await s.call("DELETE", "/control/faults");
    expect((await me()).status).toBe(200);
  });

  it("throttles the next requests, with a Retry-After", async () => {
    await faults({ throttle: { next: 2, retryAfter: "3" } });
    const [one, two, three] = [await me(), await me(), await me()];
    expect([one.status, one.headers.get("retry-after"), two.status, three.status]).toEqual([
      429,
      "3",
      429,
      200,
    ]);
  });

  it("fails the next requests with the status asked for", async () => {
    await faults({ fail: { next: 1, status: 502 } });
    expect([(await me()).status, (await me()).status]).toEqual([502, 200]);
  });

  it("answers late", async () => {
    await faults({ latency: 60 });
    const began = performance.now();
    await me();
    expect(performance.now() - began).toBeGreaterThanOrEqual(55);
  });

  it("does a write and loses the answer", async () => {
    await faults({ loseAnswers: { next: 1, how: "disconnect" } });
    await expect(s.call("POST", "/v1/contacts", { firstName: "A" })).rejects.toThrow();
    expect(s.sandbox.store.size).toBe(1);
  });

  it("keeps to a rate limit and says when to come back", async () => {
    await s.call("PUT", "/control/rate-limit", { perSecond: 0.5, burst: 1 });
    expect((await me()).status).toBe(200);
    const refused = await me();
    expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "2"]);
  });

  it("remembers the requests it saw, and forgets everything on reset", async () => {
    await s.call("GET", "/v1/me", undefined, { "x-correlation-id": "abc" });
    const { body } = await s.call<{ requests: unknown[] }>("GET", "/control/requests");
    expect(body.requests).toEqual([
      expect.objectContaining({ method: "GET", status: 200, correlationId: "abc" }),
    ]);
    s.sandbox.store.create({});
    await s.call("POST", "/control/reset");
    const state = await s.call<{ contacts: number; requests: number }>("GET", "/control/state");
    expect(state.body).toMatchObject({ contacts: 0, requests: 0 });
  });

  it("refuses a switch it does not have", async () => {
    expect((await faults({ dwon: true })).status).toBe(400);
  });
});
