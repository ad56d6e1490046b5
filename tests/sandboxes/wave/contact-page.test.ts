import type { Sandbox } from "./sandbox-client";
import { sandboxAndCaller } from "./sandbox-client";

let s: Sandbox;
beforeEach(async () => (s = await sandboxAndCaller()));
afterEach(() => s.close());

const post = (id: string, form: Record<string, string>, headers: Record<string, string> = {}) =>
  fetch(`${s.url}/app/contacts/${id}`, {
    method: "POST",
    body: new URLSearchParams(form),
    redirect: "manual",
    headers,
  });

describe("the page of a contact in the sandbox", () => {
  it("shows the contact, and nothing it holds can act", async () => {
    const { id } = s.sandbox.store.create({
      firstName: "<img src=x onerror=alert(1)>",
      note: "</textarea><b>",
    });
    const { status, body, headers } = await s.call<string>("GET", `/app/contacts/${id}`);
    expect(status).toBe(200);
    expect(body).toContain("&lt;img src=x onerror=alert(1)&gt;");
    expect(body).not.toMatch(/<img|<\/textarea><b>/);
    expect(headers.get("content-security-policy")).toContain("default-src 'none'");
  });

  it("saves what a person types there, and leaves the rest", async () => {
    const { id } = s.sandbox.store.create({ firstName: "Ines", jobTitle: "CEO", address: "1 Rue" });
    const answer = await post(id, { firstName: "Ines", jobTitle: "", note: "a\r\nb" });
    expect([answer.status, answer.headers.get("location")]).toEqual([
      303,
      `/sandboxes/wave/app/contacts/${id}?saved=1`,
    ]);
    expect(s.sandbox.store.get(id)).toMatchObject({
      firstName: "Ines",
      jobTitle: null,
      note: "a\nb",
      address: "1 Rue",
    });
  });

  it("takes no form from another site", async () => {
    const { id } = s.sandbox.store.create({ firstName: "Ines" });
    expect((await post(id, { firstName: "Eve" }, { "sec-fetch-site": "cross-site" })).status).toBe(403);
    expect(s.sandbox.store.get(id).firstName).toBe("Ines");
  });

  it("says so in words when the contact is not there", async () => {
    const { status, body } = await s.call<string>("GET", "/app/contacts/nobody");
    expect(status).toBe(404);
    expect(body).toContain("There is no contact with the id");
  });
});
