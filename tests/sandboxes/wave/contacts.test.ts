import type { Sandbox } from "./sandbox-client";
import { sandboxAndCaller } from "./sandbox-client";

let s: Sandbox;
beforeEach(async () => (s = await sandboxAndCaller()));
afterEach(() => s.close());

type List = { data: { id: string; firstName: string }[]; nextCursor: string | null; total: number };
type Fault = { error: { code: string; message: string; fields?: { field: string; code: string }[] } };

const add = (count: number) =>
  Array.from({ length: count }, (_, i) => s.sandbox.store.create({ firstName: `N${i}` }));

describe("contacts of the sandbox", () => {
  it("lets nobody in without the key", async () => {
    const { status, body } = await s.call<Fault>("GET", "/v1/contacts", undefined, {
      authorization: "Bearer nope",
    });
    expect([status, body.error.code]).toEqual([401, "unauthorized"]);
  });

  it("lists those who have an address or a last name, whatever the case, and a cursor stays with its search", async () => {
    const create = (lastName: string, ...emails: string[]) =>
      s.sandbox.store.create({ lastName, emails: emails.map((value, at) => ({ value, primary: at === 0 })) });
    const [one, two] = [
      create("Vasseur", "a@example.test"),
      create("Other", "b@example.test", "I@example.test"),
    ];
    create("Vasseurs", "ii@example.test");
    const list = (query: string) => s.call<List>("GET", `/v1/contacts?${query}`);
    const ids = async (query: string) => (await list(query)).body.data.map((each) => each.id);
    expect(await ids("last_name=VASSEUR")).toEqual([one.id]);
    expect(await ids("email=i@EXAMPLE.test")).toEqual([two.id]);
    expect(await ids("email=i@example.test&last_name=vasseur")).toEqual([one.id, two.id]);
    const { body } = await list("email=i@example.test&last_name=vasseur&limit=1");
    expect(body.total).toBe(2);
    expect((await list(`last_name=vasseur&cursor=${body.nextCursor}`)).status).toBe(400);
  });

  it("creates, reads, changes and deletes", async () => {
    const made = await s.call("POST", "/v1/contacts", {
      firstName: "Ines",
      emails: [{ value: "i@example.test" }],
    });
    expect(made.status).toBe(201);
    expect(made.body).toMatchObject({
      lastName: null,
      emails: [{ value: "i@example.test", primary: true }],
      phones: [],
    });
    const { id } = made.body;
    expect((await s.call("PATCH", `/v1/contacts/${id}`, { jobTitle: "CEO" })).body.jobTitle).toBe("CEO");
    expect((await s.call("GET", `/v1/contacts/${id}`)).body).toMatchObject({
      firstName: "Ines",
      jobTitle: "CEO",
    });
    expect((await s.call("DELETE", `/v1/contacts/${id}`)).status).toBe(204);
    expect((await s.call("GET", `/v1/contacts/${id}`)).status).toBe(404);
  });

  it("leaves updatedAt alone when a write changes nothing", async () => {
    const { id, updatedAt } = s.sandbox.store.create({ jobTitle: "CEO" });
    expect((await s.call("PATCH", `/v1/contacts/${id}`, { jobTitle: "CEO" })).body.updatedAt).toBe(updatedAt);
  });

  it.each([
    ["an unknown field", { nickname: "x" }, "nickname", "unknown_field"],
    ["a text that is too long", { company: "x".repeat(201) }, "company", "too_long"],
    ["a wrong type", { jobTitle: 5 }, "jobTitle", "wrong_type"],
    ["an address that is none", { emails: [{ value: "nope" }] }, "emails[0].value", "invalid"],
    [
      "two primary phones",
      {
        phones: [
          { value: "1", primary: true },
          { value: "2", primary: true },
        ],
      },
      "phones",
      "invalid",
    ],
    [
      "a colleague nobody knows",
      { assignedTo: { email: "who@example.test" } },
      "assignedTo.email",
      "unknown_member",
    ],
  ])("refuses %s and names the field", async (_what, input, field, code) => {
    const { status, body } = await s.call<Fault>("POST", "/v1/contacts", input);
    expect([status, body.error.code]).toEqual([422, "validation_failed"]);
    expect(body.error.fields).toEqual([expect.objectContaining({ field, code })]);
    expect(s.sandbox.store.size).toBe(0);
  });

  it("refuses a body that is no JSON", async () => {
    const answer = await fetch(`${s.url}/v1/contacts`, {
      method: "POST",
      headers: { authorization: "Bearer local-wave-key", "content-type": "application/json" },
      body: "{",
    });
    expect([answer.status, ((await answer.json()) as Fault).error.code]).toEqual([400, "bad_request"]);
  });

  describe("paging", () => {
    it("gives each contact once, whatever is deleted meanwhile", async () => {
      const [first, second, ...others] = add(5);
      const page = (await s.call<List>("GET", "/v1/contacts?limit=2")).body;
      expect([page.total, page.data.map((c) => c.id)]).toEqual([5, [first!.id, second!.id]]);
      s.sandbox.store.delete(first!.id);
      const rest = (await s.call<List>("GET", `/v1/contacts?limit=500&cursor=${page.nextCursor}`)).body;
      expect(rest.data.map((c) => c.id)).toEqual(others.map((c) => c.id));
      expect(rest.nextCursor).toBeNull();
    });

    it.each(["limit=0", "limit=501", "limit=x", "cursor=abc", "updated_since=soon"])(
      "refuses %s",
      async (query) => {
        expect((await s.call("GET", `/v1/contacts?${query}`)).status).toBe(400);
      },
    );

    it("refuses a cursor that belongs to another filter", async () => {
      add(3);
      const { nextCursor } = (await s.call<List>("GET", "/v1/contacts?limit=1")).body;
      const other = `/v1/contacts?cursor=${nextCursor}&updated_since=2020-01-01T00:00:00Z`;
      expect((await s.call("GET", other)).status).toBe(400);
    });
  });

  describe("Idempotency-Key", () => {
    const key = { "idempotency-key": "k1" };

    it("answers the contact made the first time", async () => {
      const first = await s.call("POST", "/v1/contacts", { firstName: "A" }, key);
      const second = await s.call("POST", "/v1/contacts", { firstName: "A" }, key);
      expect([first.status, second.status, second.body.id]).toEqual([201, 200, first.body.id]);
    });

    it("refuses the key with another body", async () => {
      await s.call("POST", "/v1/contacts", { firstName: "A" }, key);
      expect((await s.call("POST", "/v1/contacts", { firstName: "B" }, key)).status).toBe(409);
    });
  });
});
