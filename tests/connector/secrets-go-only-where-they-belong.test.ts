import { randomBytes, randomUUID } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import type { StatusResponse } from "../../connector/connect/admin-api";
import { openDatabase } from "../../connector/database/open-database";
import { Cipher, SecretUnreadableError } from "../../connector/secrets/cipher";
import type { Settings } from "../../connector/settings/read-settings";
import { SecretStore } from "../../connector/state/secrets";
import { connectTo, importAll, runConnector, startRun, until, type TestConnector } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { addEnvironment } from "./support/environment";

/** Somebody who would like to hear our secrets, and what he has heard. */
async function eavesdropper(): Promise<{ server: Server; url: string; heard: string[] }> {
  const heard: string[] = [];
  const server = createServer((request, response) => {
    heard.push(`${request.method} ${request.url} ${JSON.stringify(request.headers)}`);
    request.setEncoding("utf8").on("data", (text: string) => heard.push(text));
    request.on("end", () => response.writeHead(200).end("{}"));
  });
  await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, heard };
}

describe("what is encrypted is sent nowhere but where it was meant to go", () => {
  const key = { id: "k", key: randomBytes(32) };
  let dynamics: Dynamics;
  let dataFolder: string;
  let thief: Awaited<ReturnType<typeof eavesdropper>>;

  beforeAll(async () => {
    [dynamics, thief] = await Promise.all([startDynamics(), eavesdropper()]);
  });
  afterAll(async () => {
    await dynamics?.close();
    thief?.server.close();
  });

  beforeEach(async () => {
    dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-bound-"));
    await running(async (connector) => {
      await connectTo(connector, dynamics);
      await importAll(connector);
    });
    thief.heard.length = 0;
  });
  afterEach(() => rm(dataFolder, { recursive: true, force: true }));

  async function running(
    work: (connector: TestConnector) => Promise<void>,
    settings: Partial<Settings> = {},
  ): Promise<string[]> {
    const connector = await runConnector({
      dataFolder,
      encryptionKeys: [key],
      adminKey: randomUUID(),
      ...settings,
    });
    await work(connector).finally(() => connector.close());
    return connector.log;
  }

  async function rewrite(statement: string, ...values: unknown[]): Promise<void> {
    const database = await openDatabase({ dataFolder });
    await database.query(statement, values);
    await database.close();
  }

  const statusOf = async (connector: TestConnector) =>
    ((await connector.admin("/status")).body as unknown as StatusResponse).environments[0]!;

  it.each([
    ["sign-in service", "update wave_sync.environment set authority = $1", () => `${thief.url}/evil`],
    ["environment", "update wave_sync.environment set url = $1", () => thief.url],
    ["application", "update wave_sync.environment set client_id = $1", () => "admin"],
    [
      "sign-in service, one that is none",
      "update wave_sync.environment set authority = $1",
      () => "https://evil.example/x",
    ],
  ])("not when somebody has written another %s into the database", async (_name, statement, to) => {
    await rewrite(statement, to());
    const log = await running(async (connector) => {
      await until("the pause", async () => (await statusOf(connector)).status === "needsSignIn");
      expect((await statusOf(connector)).problem).toMatchObject({
        message: expect.stringMatching(/cannot be opened.*Nothing is sent there/),
        nextStep: expect.stringContaining("wave-sync connect"),
      });
      expect((await connector.admin("/runs", { kind: "firstImport" })).status).toBe(409);
    });
    expect(thief.heard).toEqual([]);
    expect(log.join("\n")).not.toMatch(/"local"|local-wave-key/);
  });

  it("not to addresses that could not be connected now, though they once were", async () => {
    await running(
      async (connector) => {
        await until("the pause", async () => (await statusOf(connector)).status === "needsSignIn");
        expect((await statusOf(connector)).problem?.message).toMatch(/cannot be opened/);
      },
      { allowLocal: false },
    );
  });

  it("not to a sign-in service that is none, though whoever wrote it has the key as well", async () => {
    const database = await openDatabase({ dataFolder });
    const store = new SecretStore(database, new Cipher([key]));
    const [{ id } = { id: "" }] = await database.query<{ id: string }>(
      "select id from wave_sync.environment",
    );
    const before = await store.all(id);
    await database.query("update wave_sync.environment set authority = 'https://evil.example/x'");
    for (const [name, value] of before) await store.put(id, name, value);
    await database.close();
    await running(async (connector) => {
      await until("the pause", async () => (await statusOf(connector)).status === "needsSignIn");
      expect((await statusOf(connector)).problem?.message).toMatch(/Nothing is sent there/);
    });
  });

  it("and connecting again with the same options puts it right", async () => {
    await rewrite("update wave_sync.environment set client_id = 'admin'");
    await running(async (connector) => {
      await until("the pause", async () => (await statusOf(connector)).status === "needsSignIn");
      await connectTo(connector, dynamics);
      expect((await statusOf(connector)).status).toBe("connected");
      expect((await importAll(connector)).status).toBe("succeeded");
    });
  });

  it("a key of the webhook's that somebody wrote into the database is nobody's", async () => {
    await rewrite(
      "update wave_sync.secret set data = $1 where name = 'webhookKey'",
      Buffer.from("x").toString("base64"),
    );
    await running(async (connector) => {
      const [, real] = /value="([^"]+)"/.exec(String(dynamics.rows("serviceendpoint")[0]!.values.authvalue))!;
      const answer = await fetch(`${connector.url}/dataverse/webhook`, {
        method: "POST",
        headers: { "x-wave-sync-key": real! },
        body: "{}",
      });
      expect(answer.status).toBe(401);
      // Everything else goes on.
      await startRun(connector);
    });
  });
});

describe("a secret", () => {
  const key = { id: "k", key: randomBytes(32) };
  const cipher = new Cipher([key]);

  it.each([4, 8, 12, 13, 14, 15])("is not opened with a tag of %i bytes", (bytes) => {
    const sealed = cipher.seal("s3cret", "place");
    const tag = Buffer.from(sealed.tag, "base64").subarray(0, bytes).toString("base64");
    expect(() => cipher.open({ ...sealed, tag }, "place")).toThrow(SecretUnreadableError);
    expect(cipher.open(sealed, "place")).toBe("s3cret");
  });

  it("that cannot be opened holds up no other when keys are replaced", async () => {
    const database = await openDatabase({});
    const [lost, fine] = [await addEnvironment(database), await addEnvironment(database)];
    const old = { id: "old", key: randomBytes(32) };
    await new SecretStore(database, new Cipher([{ id: "gone", key: randomBytes(32) }])).put(
      lost.id,
      "clientSecret",
      "a",
    );
    await new SecretStore(database, new Cipher([old])).put(fine.id, "clientSecret", "b");
    const store = new SecretStore(database, new Cipher([key, old]));
    expect(await store.rotate()).toEqual({ renewed: 1, unreadable: 1 });
    expect(await new SecretStore(database, new Cipher([key])).get(fine.id, "clientSecret")).toBe("b");
    await expect(store.get(lost.id, "clientSecret")).rejects.toThrow(/"gone"/);
    expect([...(await store.all(lost.id))]).toEqual([]);
    await database.close();
  });
});
