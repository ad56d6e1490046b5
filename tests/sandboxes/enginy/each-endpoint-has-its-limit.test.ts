import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
afterEach(() => s.close());

const owners = async () => (await s.call("GET", "/api/v1/tasks/owners")).status;

describe("limits", () => {
  it("let an endpoint that reads be asked a hundred times in a minute", async () => {
    s = await enginyAndCaller();
    const first = await Promise.all(Array.from({ length: 100 }, owners));
    expect(new Set(first)).toEqual(new Set([200]));
    expect(await owners()).toBe(429);
  });

  it("count each endpoint by itself, say when to come back, and begin anew with the next minute", async () => {
    s = await enginyAndCaller({ perMinute: 1 });
    expect([await owners(), (await s.search("contacts")).status]).toEqual([200, 200]);
    const refused = await s.search("contacts");
    const seconds = Number(refused.headers.get("retry-after"));
    expect(refused.status).toBe(429);
    expect(seconds).toBeGreaterThan(0);
    expect(seconds).toBeLessThanOrEqual(60);
    s.sandbox.clock.turnTo(s.sandbox.now().getTime() + seconds * 1000);
    expect((await s.search("contacts")).status).toBe(200);
  });

  it("are changed from behind, and put back", async () => {
    s = await enginyAndCaller();
    await s.call("PUT", "/control/rate-limit", { perMinute: 1 });
    expect([await owners(), await owners()]).toEqual([200, 429]);
    await s.call("PUT", "/control/rate-limit", { perMinute: null });
    expect(await owners()).toBe(200);
    expect((await s.call("PUT", "/control/rate-limit", { perMinute: 0 })).status).toBe(400);
  });
});
