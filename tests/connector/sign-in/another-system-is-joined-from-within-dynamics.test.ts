import { constants, generateKeyPairSync, privateDecrypt, randomUUID } from "node:crypto";
import { MappingStatus } from "../../../core/generated/schema";
import type { SetupAnswer } from "../../../core/operation/setup-answer";
import { FRONT_SANDBOX_TOKEN } from "../../../local/sandboxes/front";
import { askRow } from "../../support/ask-row";
import { ask, connectTo, runConnector, type TestConnector } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { Browser, codeOn } from "./support/browser";

describe("another system is joined from within Dynamics", () => {
  let dynamics: Dynamics;
  let connector: TestConnector;
  const browser = new Browser();
  const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const Key = pair.publicKey.export({ format: "der", type: "spki" }).toString("base64");

  beforeAll(async () => {
    dynamics = await startDynamics();
    connector = await runConnector();
    await connectTo(connector, dynamics);
  });
  afterAll(async () => {
    await connector?.close();
    await dynamics?.close();
  });

  const setup = async (parameters: object) => {
    const done = await ask(dynamics, "wave_Setup", parameters, "admin");
    return { ...done, answer: done.result?.setup as SetupAnswer };
  };
  /** The secret of a new link, and its page. */
  const newLink = async () => {
    const { answer } = await setup({ Action: "link", System: "front", Key });
    const { sealed, url } = answer.link!;
    const secret = privateDecrypt(
      { key: pair.privateKey, padding: constants.RSA_PKCS1_OAEP_PADDING, oaepHash: "sha256" },
      Buffer.from(sealed, "base64"),
    ).toString();
    return { secret, url };
  };
  const post = (url: string, fields: Readonly<Record<string, string>>) =>
    browser.get(url, { method: "POST", body: new URLSearchParams(fields) });
  const entered = (link: string, token = FRONT_SANDBOX_TOKEN) => ({
    link,
    "setting.apiToken": token,
    "setting.apiBaseUrl": `${dynamics.url}/sandboxes/front/api`,
  });
  const connections = () => dynamics.rows("wave_connection").map(({ values }) => values.wave_name);

  it("is told which systems there are, and whether the connected ones let us in", async () => {
    const { answer } = await setup({ Action: "check" });
    expect(answer.systems.map(({ system }) => system)).toEqual(["Wave", "Front", "Enginy", "Nylas"]);
    expect(answer.connections).toEqual([
      expect.objectContaining({ system: "Wave", account: expect.any(String), subscribed: true }),
    ]);
    expect(answer.clocks).toEqual([]);
    expect(answer.link).toBeUndefined();
  });

  it("says so where a system cannot be reached, in the asker's language", async () => {
    dynamics.wave.faults.set({ down: "unavailable" });
    const { answer } = await setup({ Action: "check", Language: 1031 });
    dynamics.wave.faults.clear();
    expect(answer.connections[0]).toMatchObject({ problem: { code: "SYSTEM_UNREACHABLE" } });
    expect(answer.connections[0]!.problem!.message).toContain("nicht erreichen");
  });

  it("gives a link that nobody but who asked can read, neither in a row nor in the log", async () => {
    const { secret } = await newLink();
    expect(secret.length).toBeGreaterThan(40);
    expect(JSON.stringify(dynamics.rows("wave_operation"))).not.toContain(secret);
    expect(connector.log.join("")).not.toContain(secret);
  });

  it("asks for the system's settings alone: who signs in to Dynamics stays as it is", async () => {
    const { secret, url } = await newLink();
    const page = await post(url, { link: secret });
    expect(page.text).toContain("Connect Front to Dynamics 365");
    expect(page.text).toContain('id="setting.apiToken"');
    expect(page.text).not.toContain('name="url"');
    const done = await post(`${url}/start`, entered(secret));
    expect(done.text).toContain(`Front is connected to ${dynamics.url}.`);
    expect(connections().sort()).toEqual(["Front", "Wave"]);
    expect(JSON.stringify(dynamics.rows("wave_operation"))).not.toContain(FRONT_SANDBOX_TOKEN);
  });

  it("what it brings rests until somebody starts it", () => {
    const its = dynamics
      .rows("wave_mapping")
      .filter(({ values }) => String(values.wave_name).startsWith("Front"));
    expect(its.length).toBeGreaterThan(0);
    for (const { values } of its) expect(values.wave_mappingstatus).toBe(MappingStatus.Draft);
  });

  it("works once", async () => {
    const { secret, url } = await newLink();
    await post(`${url}/start`, entered(secret));
    const again = await post(`${url}/start`, entered(secret));
    expect([again.status, codeOn(again)]).toEqual([400, "SETUP_LINK_INVALID"]);
  });

  it("a key that is refused can be entered again", async () => {
    const { secret, url } = await newLink();
    const refused = await post(`${url}/start`, entered(secret, "wrong"));
    expect([refused.status, codeOn(refused)]).toEqual([400, "SYSTEM_REFUSED"]);
    expect((await post(`${url}/start`, entered(secret))).status).toBe(200);
  });

  it("no link is made for a system that there is not, nor for a key that seals nothing", async () => {
    expect(await setup({ Action: "link", System: "nothing", Key })).toMatchObject({ code: "BAD_REQUEST" });
    const short = generateKeyPairSync("rsa", { modulusLength: 1024 });
    const weak = short.publicKey.export({ format: "der", type: "spki" }).toString("base64");
    expect(await setup({ Action: "link", System: "front", Key: weak })).toMatchObject({
      code: "BAD_REQUEST",
    });
  });

  it("is for administrators: the platform refuses a seller's call", async () => {
    const OperationId = randomUUID();
    const asked = { OperationId, Action: "check" };
    await dynamics.as("seller", "POST", "wave_operations", askRow("wave_Setup", asked));
    expect((await dynamics.as("seller", "POST", "wave_Setup", asked)).status).toBe(403);
  });
});
