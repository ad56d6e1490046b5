import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import Fastify, { type FastifyInstance } from "fastify";
import { AdminClient } from "../../connector/cli/admin-client";
import { connectorAddress } from "../../connector/cli/connector-options";

describe("a command that talks to the connector", () => {
  let server: FastifyInstance;
  let url: string;
  let answer: { status: number; body: unknown };
  let seen: { authorization?: string };

  beforeEach(async () => {
    server = Fastify();
    server.all("/*", async (request, reply) => {
      seen = { authorization: request.headers.authorization };
      return reply.status(answer.status).send(answer.body);
    });
    url = await server.listen({ port: 0, host: "127.0.0.1" });
  });
  afterEach(() => server.close());

  const status = () => new AdminClient({ url, adminKey: "the-key" }).status();

  it("sends the admin key and gives back the answer", async () => {
    answer = { status: 200, body: { version: "1" } };
    expect(await status()).toEqual({ version: "1" });
    expect(seen.authorization).toBe("Bearer the-key");
  });

  it("passes on the connector's own words and cure", async () => {
    answer = {
      status: 409,
      body: { error: { code: "NOT_CONNECTED", message: "Nothing is connected.", nextStep: "Connect." } },
    };
    await expect(status()).rejects.toMatchObject({
      code: "NOT_CONNECTED",
      message: "Nothing is connected.",
      nextStep: "Connect.",
    });
  });

  it("says what to do about a wrong key", async () => {
    answer = { status: 401, body: {} };
    await expect(status()).rejects.toMatchObject({
      code: "WRONG_ADMIN_KEY",
      nextStep: expect.stringContaining("WAVE_SYNC_ADMIN_KEY"),
    });
  });

  it("notices that something else answers", async () => {
    answer = { status: 404, body: "<html>Not found</html>" };
    await expect(status()).rejects.toMatchObject({ nextStep: expect.stringContaining("--connector") });
  });

  it("says how to start a connector where none is", async () => {
    await server.close();
    await expect(status()).rejects.toMatchObject({
      code: "CONNECTOR_UNREACHABLE",
      nextStep: expect.stringContaining("wave-sync serve"),
    });
  });
});

describe("where the connector is", () => {
  const before = { ...process.env };
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "cli-"));
    process.env = { WAVE_SYNC_DATA: folder };
  });
  afterEach(async () => {
    process.env = { ...before };
    await rm(folder, { recursive: true });
  });

  it("comes from the settings both share, and its key from the data folder", async () => {
    await writeFile(path.join(folder, "admin-key"), "key-in-folder\n");
    process.env.WAVE_SYNC_ADMIN_PORT = "9001";
    expect(await connectorAddress({})).toEqual({ url: "http://127.0.0.1:9001", adminKey: "key-in-folder" });
  });

  it("is this machine when the connector listens on all addresses", async () => {
    process.env = { ...process.env, WAVE_SYNC_ADMIN_HOST: "0.0.0.0", WAVE_SYNC_ADMIN_KEY: "k".repeat(24) };
    expect((await connectorAddress({})).url).toBe("http://127.0.0.1:8367");
  });

  it("can be said, and then the key in the environment counts before the folder's", async () => {
    await writeFile(path.join(folder, "admin-key"), "key-in-folder");
    process.env.WAVE_SYNC_ADMIN_KEY = "k".repeat(24);
    expect(await connectorAddress({ connector: "https://sync.example.com/" })).toEqual({
      url: "https://sync.example.com",
      adminKey: "k".repeat(24),
    });
  });

  it("is not guessed when there is no key: the cure names both places", async () => {
    await expect(connectorAddress({})).rejects.toMatchObject({
      code: "NO_ADMIN_KEY",
      nextStep: expect.stringMatching(/WAVE_SYNC_ADMIN_KEY or WAVE_SYNC_DATA/),
    });
  });
});
