import { randomUUID } from "node:crypto";
import { MappingStatus, ConnectionStatus } from "../../../../core/generated/schema";
import { crmContact, startCustomCrm, type CustomCrm } from "./support/custom-crm";

const ERROR = { error: expect.any(String), message: expect.any(String) };

describe("Enginy calls us as its CRM: who is let in", () => {
  let crm: CustomCrm;
  const one = (id: string) => ({ contacts: [crmContact(id)] });

  beforeAll(async () => {
    crm = await startCustomCrm();
  });
  afterAll(async () => crm?.close());

  it("says that it is well to who has the key, and to nobody else", async () => {
    expect(await crm.call("GET", "/health")).toEqual({ status: 200, body: { status: "ok" } });
    expect((await crm.call("GET", "/health", undefined, { key: null })).status).toBe(401);
  });

  it.each([
    ["no key", null],
    ["a wrong key", "wrong"],
    ["the digest of the key", "0".repeat(64)],
  ])("%s: 401 in Enginy's form, whatever is asked, and nothing is done", async (_what, key) => {
    const before = crm.rows("contact").length;
    for (const [method, path] of [
      ["POST", "/contacts"],
      ["PUT", "/companies"],
      ["POST", "/no-such-route"],
    ] as const)
      expect(await crm.call(method, path, one("1"), { key })).toEqual({ status: 401, body: ERROR });
    expect(crm.rows("contact")).toHaveLength(before);
  });

  it("the key of one connection opens no other address", async () => {
    const elsewhere = crm.url.replace(crm.environmentId, randomUUID());
    const answers = await Promise.all(
      [elsewhere, crm.url.replace("/enginy/", "/wave/"), `${crm.url}x`].map((url) =>
        fetch(`${url}/health`, { headers: { "x-api-key": crm.key } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 404, 401]);
  });

  it("what the connector's log says of these calls holds no key", () => {
    expect(crm.connector.log.join("\n")).not.toContain(crm.key);
    expect(crm.connector.log.join("\n")).not.toContain("person-1@");
  });

  it.each([
    ["no JSON", "{"],
    ["an array", "[]"],
    ["another member", '{"people":[]}'],
    ["no list", '{"contacts":{}}'],
    ["nothing", ""],
  ])("a body that is %s: 400 in Enginy's form", async (_what, raw) => {
    expect(await crm.call("POST", "/contacts", undefined, { raw })).toEqual({ status: 400, body: ERROR });
  });

  it("a route that there is not: 404 in Enginy's form", async () => {
    for (const [method, path] of [
      ["GET", "/contacts"],
      ["POST", "/contact"],
      ["PUT", "/"],
    ] as const)
      expect(await crm.call(method, path)).toEqual({ status: 404, body: ERROR });
  });

  it("a body that is too large: 413 in Enginy's form", async () => {
    const raw = JSON.stringify({ contacts: [crmContact("1", { description: "x".repeat(3_000_000) })] });
    expect(await crm.call("POST", "/contacts", undefined, { raw })).toEqual({ status: 413, body: ERROR });
  });

  it("a paused mapping, and one that was never switched on, make no row and say so", async () => {
    const before = crm.rows("contact").length;
    for (const status of [MappingStatus.Paused, MappingStatus.Draft]) {
      await crm.setStatus("contact", status);
      for (const path of ["/contacts", "/contacts/sync"]) {
        const answer = await crm.call("POST", path, one("501"));
        expect(answer.status).toBe(500);
        expect(answer.body.error).toBe("MAPPING_PAUSED");
      }
    }
    expect(crm.rows("contact")).toHaveLength(before);
    // What an admin switches on is on for the very next call, though what is known of the mappings is a moment old.
    const { id } = crm.rows("wave_mapping").find(({ values }) => values.wave_systemobject === "contact")!;
    const on = { wave_mappingstatus: MappingStatus.Active };
    expect((await crm.dynamics.as("admin", "PATCH", `wave_mappings(${id})`, on)).status).toBe(204);
    expect((await crm.call("POST", "/contacts", one("501"))).body.results).toHaveLength(1);
  });

  it("a connection that was paused makes no row", async () => {
    const connection = crm.rows("wave_connection").find(({ values }) => values.wave_name === "Enginy")!;
    const set = (status: number) =>
      crm.dynamics.as("admin", "PATCH", `wave_connections(${connection.id})`, {
        wave_connectionstatus: status,
      });
    await set(ConnectionStatus.Paused);
    let id = 510;
    let answer = await crm.call("POST", "/contacts", one(String(id)));
    // What an admin has just set is known within seconds.
    while (answer.status === 200) answer = await crm.call("POST", "/contacts", one(String(++id)));
    expect([answer.status, answer.body.error]).toEqual([500, "MAPPING_PAUSED"]);
    expect(crm.rows("contact").filter(({ values }) => values.lastname === `Vasseur ${id}`)).toHaveLength(0);
    await set(ConnectionStatus.Connected);
  });

  it("a new key is shown once; the one before stays good, the one before that does not", async () => {
    const first = crm.key;
    const renew = async () => {
      const { status, body } = await crm.newKey();
      expect([status, body.header, body.url]).toEqual([201, "x-api-key", crm.url]);
      expect(body.formerUntil).toEqual(expect.any(String));
      return String(body.key);
    };
    const second = await renew();
    expect(second).toMatch(/^[\w-]{43}$/);
    const knock = async (key: string) => (await crm.call("GET", "/health", undefined, { key })).status;
    expect([await knock(first), await knock(second)]).toEqual([200, 200]);
    const third = await renew();
    expect([await knock(first), await knock(second), await knock(third)]).toEqual([401, 200, 200]);
  });

  it("a system that calls nobody gets no key", async () => {
    const { status, body } = await crm.connector.admin("/system-keys", { system: "wave" });
    expect([status, (body.error as { code: string }).code]).toEqual([400, "BAD_INPUT"]);
  });

  it("after disconnecting the key is good for nothing", async () => {
    const { body } = await crm.newKey();
    const key = String(body.key);
    expect((await crm.call("GET", "/health", undefined, { key })).status).toBe(200);
    await crm.connector.admin("/disconnect", { dataverseUrl: crm.dynamics.url });
    expect((await crm.call("GET", "/health", undefined, { key })).status).toBe(401);
  });
});
