import { ENGINY_SANDBOX_KEY } from "../../../local/sandboxes/enginy";
import { enginyAndCaller, type Enginy } from "./caller";

let s: Enginy;
beforeAll(async () => {
  s = await enginyAndCaller({
    keys: { [ENGINY_SANDBOX_KEY]: ["ALL"], gsk_owners: ["OWNERS_READ"], gsk_nothing: [] },
  });
});
afterAll(() => s.close());

const search = (headers: Record<string, string>) => s.call("POST", "/api/v1/contacts/search", {}, headers);
const owners = (key: string) => s.call("GET", "/api/v1/tasks/owners", undefined, { "x-api-key": key });

describe("the REST interface", () => {
  it.each([
    ["no key", {}],
    ["an empty key", { "x-api-key": "" }],
    ["another key", { "x-api-key": "gsk_other" }],
    ["the beginning of a key", { "x-api-key": ENGINY_SANDBOX_KEY.slice(0, -1) }],
    ["a key in another header", { authorization: `Bearer ${ENGINY_SANDBOX_KEY}` }],
  ])("refuses %s with 401", async (_what, headers) => {
    expect((await search(headers as Record<string, string>)).status).toBe(401);
  });

  it("lets the key in that is known", async () => {
    expect(ENGINY_SANDBOX_KEY).toMatch(/^gsk_/);
    expect((await search({ "x-api-key": ENGINY_SANDBOX_KEY })).status).toBe(200);
  });

  it("lets a key do only what its scopes say", async () => {
    expect((await owners("gsk_owners")).status).toBe(200);
    expect((await search({ "x-api-key": "gsk_owners" })).status).toBe(403);
    expect((await owners("gsk_nothing")).status).toBe(403);
  });

  it("says 404 where there is nothing, to those who have a key", async () => {
    expect((await s.call("GET", "/api/v1/nothing")).status).toBe(404);
  });
});
