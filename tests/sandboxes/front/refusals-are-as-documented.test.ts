import type { FrontServer } from "../../support/front-server";
import { startFront } from "../../support/front-server";
import { DOCUMENTED_INTERFACE } from "./documented-interface";
import { Judge, type Exchange } from "./judge";
import { API_ROOT, callerOf, watch } from "./watched-front";

const PER_MINUTE = 50;

describe("what the sandbox does not do", () => {
  let front: FrontServer;
  let exchanges: Exchange[];
  let call: ReturnType<typeof callerOf>;
  beforeEach(async () => {
    exchanges = [];
    front = await startFront({ perMinute: PER_MINUTE }, (app) => watch(app, exchanges));
    call = callerOf(front.url);
    front.sandbox.store.create({ name: "Acme", domains: ["acme.test"], external_id: "1" });
    front.sandbox.contacts.create({ handles: [{ handle: "jo@acme.test", source: "email" }] });
  });
  afterEach(() => front.close());

  /** Every answer was in the envelope, and said what is left of the limit. */
  async function requireJudged(): Promise<void> {
    const judge = await Judge.of(DOCUMENTED_INTERFACE, API_ROOT);
    expect(exchanges.flatMap((exchange) => judge.faultsOf(exchange))).toEqual([]);
    expect(exchanges).not.toEqual([]);
  }

  it.each([
    ["an account without a name", "POST", "/accounts", {}],
    ["a name that is no text", "POST", "/accounts", { name: 1 }],
    ["an external id that is a number", "POST", "/accounts", { name: "A", external_id: 1 }],
    ["a description that is nothing", "PATCH", "/accounts/acc_1", { description: null }],
    ["domains that are no list", "PATCH", "/accounts/acc_1", { domains: "acme.test" }],
    ["a custom field that nobody made", "PATCH", "/accounts/acc_1", { custom_fields: { Nobody: "x" } }],
    ["a value of another type", "PATCH", "/accounts/acc_1", { custom_fields: { VIP: "yes" } }],
    ["a page of more than 100", "GET", "/accounts?limit=101", undefined],
    ["an order that is none", "GET", "/accounts?sort_order=up", undefined],
    ["a page token of one's own", "GET", "/accounts?page_token=2", undefined],
    ["a contact without a handle", "POST", "/contacts", { name: "Jo" }],
    ["a contact with no handle in the list", "POST", "/contacts", { handles: [] }],
    ["a handle of no source", "POST", "/contacts/crd_1/handles", { handle: "x", source: "fax" }],
    [
      "a contact's last handle",
      "DELETE",
      "/contacts/crd_1/handles",
      { handle: "jo@acme.test", source: "email" },
    ],
    ["contacts to join that are not said", "POST", "/accounts/acc_1/contacts", {}],
  ])("400: %s", async (_what, method, path, body) => {
    const answer = await call(method, path, body);
    expect(answer).toMatchObject({ status: 400, body: { _error: { status: 400, title: "Bad request" } } });
    await requireJudged();
  });

  it("401: a token that nobody gave, which costs nobody a request", async () => {
    for (const path of ["/me", "/accounts", "/contacts/crd_1"])
      expect(await call("GET", path, undefined, "wrong")).toMatchObject({
        status: 401,
        body: { _error: { status: 401 } },
      });
    expect((await call("GET", "/me")).headers.get("x-ratelimit-remaining")).toBe(String(PER_MINUTE - 1));
    await requireJudged();
  });

  it.each([
    ["an account", "GET", "/accounts/acc_9", undefined],
    ["an account by an alias", "GET", "/accounts/alt%3Aext_id%3A9", undefined],
    ["an account to change", "PATCH", "/accounts/alt%3Adomain%3Anobody.test", { name: "x" }],
    ["an account to delete", "DELETE", "/accounts/acc_9", undefined],
    ["a contact", "GET", "/contacts/crd_9", undefined],
    ["a contact by an alias", "GET", "/contacts/alt%3Aphone%3A%2B331", undefined],
    ["a contact to change", "PATCH", "/contacts/crd_9", { name: "x" }],
    ["the account to join", "POST", "/accounts/acc_9/contacts", { contact_ids: ["crd_1"] }],
    ["a contact to join", "POST", "/accounts/acc_1/contacts", { contact_ids: ["crd_9"] }],
  ])("404: %s that is not there", async (_what, method, path, body) => {
    const answer = await call(method, path, body);
    expect(answer).toMatchObject({ status: 404, body: { _error: { status: 404, title: "Not found" } } });
    await requireJudged();
  });

  it("429: more than the company's plan allows, until the time that the headers say", async () => {
    for (let n = 1; n <= PER_MINUTE; n++)
      expect((await call("GET", "/me")).headers.get("x-ratelimit-remaining")).toBe(String(PER_MINUTE - n));
    const { status, headers, body } = await call("GET", "/me");
    expect([status, headers.get("x-ratelimit-limit"), headers.get("x-ratelimit-remaining")]).toEqual([
      429,
      String(PER_MINUTE),
      "0",
    ]);
    expect(body).toMatchObject({ _error: { status: 429 } });
    // Both say the same: one how many seconds, the other when.
    const seconds = Number(headers.get("retry-after"));
    const resetsIn = Number(headers.get("x-ratelimit-reset")) - front.sandbox.now().getTime() / 1000;
    expect(Math.abs(seconds - resetsIn)).toBeLessThan(10);
    front.sandbox.turnTo(front.sandbox.now().getTime() + seconds * 1000);
    expect((await call("GET", "/me")).status).toBe(200);
    await requireJudged();
  });

  it("429: a burst at one resource, while the plan has requests left", async () => {
    front.sandbox.switches.set({ throttle: { next: 1, retryAfter: "1", tier: "2" } });
    const { status, headers } = await call("GET", "/accounts/acc_1");
    expect([status, headers.get("x-front-tier"), headers.get("retry-after")]).toEqual([429, "2", "1"]);
    expect(Number(headers.get("x-ratelimit-remaining"))).toBeGreaterThan(0);
    await requireJudged();
  });

  it("takes nothing that is not asked for", async () => {
    await call("PATCH", "/accounts/acc_1", { name: "Acme 2", id: "acc_7", created_at: 1 });
    await call("PATCH", "/contacts/crd_1", { name: "Jo", id: "crd_7", handles: [] });
    expect(front.sandbox.store.get("acc_1")).toMatchObject({ id: "acc_1", name: "Acme 2" });
    expect(front.sandbox.contacts.get("crd_1")).toMatchObject({
      name: "Jo",
      handles: [{ handle: "jo@acme.test" }],
    });
  });
});
