import { randomUUID } from "node:crypto";
import * as schema from "../../core/generated/schema";
import { rowPath } from "../../core/odata/key";
import { DataverseClient } from "../../connector/dataverse/client";
import { Governor } from "../../connector/dataverse/governor";
import { Transport } from "../../connector/dataverse/transport";
import { createTokenSource } from "../../connector/dataverse/sign-in";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { fakeHttp, type FakeAnswer } from "./support/fake-http";

const CONTACTS = { logicalName: "contact", entitySet: "contacts" };
const HEADER = "mscrm.bypassbusinesslogicexecutionstepids";
const tokens = { token: () => Promise.resolve("token"), forget: () => undefined };

describe("what we write ourselves is not told to us, in local Dynamics with our steps", () => {
  let dynamics: Dynamics;
  let endpoint: Awaited<ReturnType<typeof fakeHttp>>;
  let client: DataverseClient;
  beforeAll(async () => {
    endpoint = await fakeHttp(() => ({ status: 202 }));
    dynamics = await startDynamics();
    const pointed = await dynamics.as("admin", "PATCH", `serviceendpoints(${schema.serviceEndpoint.id})`, {
      url: endpoint.url,
    });
    expect(pointed.status).toBe(204);
    const source = createTokenSource(dynamics.url, {
      authority: `${dynamics.url}/local`,
      clientId: "connector",
      clientSecret: "local",
    });
    client = new DataverseClient(new Transport(dynamics.url, source, new Governor()));
  });
  afterAll(async () => {
    await dynamics.close();
    await endpoint.close();
  });

  /** How many calls our endpoint gets for what `work` does. */
  async function told(work: () => Promise<unknown>): Promise<number> {
    const before = endpoint.seen.length;
    await work();
    await dynamics.platform.drain();
    return endpoint.seen.length - before;
  }

  it("a person's changes are told, every one of them", async () => {
    const id = randomUUID();
    const create = { contactid: id, lastname: "Doe" };
    expect(await told(() => dynamics.as("admin", "POST", "contacts", create))).toBe(1);
    expect(await told(() => dynamics.as("admin", "PATCH", `contacts(${id})`, { lastname: "Roe" }))).toBe(1);
    expect(await told(() => dynamics.as("admin", "DELETE", `contacts(${id})`))).toBe(1);
  });

  it("ours are not: creates, updates, upserts, deletes", async () => {
    const [id, other] = [randomUUID(), randomUUID()];
    expect(await told(() => client.create("contacts", { contactid: id, lastname: "Doe" }))).toBe(0);
    expect(await told(() => client.update("contacts", id, { lastname: "Roe" }))).toBe(0);
    expect(await told(() => client.upsert("contacts", other, { lastname: "Poe" }))).toBe(0);
    expect(await told(() => client.remove("contacts", other))).toBe(0);
    expect(dynamics.rows("contact").find((row) => row.id === id)?.values.lastname).toBe("Roe");
  });

  it("ours are not: bulk messages and batches of writes", async () => {
    const id = randomUUID();
    const rows = [{ contactid: id, lastname: "Doe" }];
    expect(await told(() => client.bulk("UpsertMultiple", CONTACTS, rows))).toBe(0);
    const write = {
      method: "PATCH",
      path: rowPath("contacts", id),
      ifMatch: "*",
      body: { lastname: "Roe" },
    } as const;
    expect(await told(() => client.writes([write]))).toBe(0);
    expect(dynamics.rows("contact").find((row) => row.id === id)?.values.lastname).toBe("Roe");
  });

  it("ours as a person who asked are not either", async () => {
    const me = (await dynamics.as("admin", "GET", "WhoAmI")).body.UserId as string;
    expect(await told(() => client.create("contacts", { lastname: "Doe" }, { asUser: me }))).toBe(0);
  });
});

describe("where an environment refuses writes that go without steps", () => {
  const REFUSED: FakeAnswer = {
    status: 403,
    body: JSON.stringify({
      error: {
        code: "0x80040220",
        message: "Principal user is missing prvBypassCustomBusinessLogic privilege",
      },
    }),
  };

  it("they are sent again as they are, and from then on always", async () => {
    const server = await fakeHttp(({ headers }) => (headers[HEADER] ? REFUSED : { status: 204 }));
    const client = new DataverseClient(new Transport(server.url, tokens, new Governor()));
    await client.bulk("UpdateMultiple", CONTACTS, [{ lastname: "Doe" }]);
    await client.update("contacts", randomUUID(), { lastname: "Doe" });
    expect(server.seen.map(({ headers }) => headers[HEADER] !== undefined)).toEqual([true, false, false]);
    await server.close();
  });

  it("any other refusal is told, not tried again", async () => {
    const message = "Principal user is missing prvWriteContact privilege";
    const server = await fakeHttp(() => ({
      status: 403,
      body: JSON.stringify({ error: { code: "0x80040220", message } }),
    }));
    const client = new DataverseClient(new Transport(server.url, tokens, new Governor()));
    await expect(client.update("contacts", randomUUID(), { lastname: "Doe" })).rejects.toMatchObject({
      status: 403,
    });
    expect(server.seen).toHaveLength(1);
    await server.close();
  });

  it("tables without a step of ours are written without the header", async () => {
    const server = await fakeHttp(() => ({ status: 204 }));
    const client = new DataverseClient(new Transport(server.url, tokens, new Governor()));
    await client.update(schema.link.entitySet, randomUUID(), { wave_name: "x" });
    expect(server.seen[0]!.headers[HEADER]).toBeUndefined();
    await server.close();
  });
});
