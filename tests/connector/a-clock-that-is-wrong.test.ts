import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { generateContacts } from "../../local/samples";
import { adminCall, callApi, connectTo, importAll, runEnd, until } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { waveSync } from "../support/program";
import { skewed } from "./support/skewed";
import { startKillable, type KillableConnector } from "./support/killable";

const MINUTE = 60_000;

describe("a connector whose clock is wrong", () => {
  let dynamics: Dynamics;
  let folder: string;
  let connector: KillableConnector;
  const samples = generateContacts(5, 11);

  const clock = () => path.join(folder, "offset");
  const setClock = (ms: number) => writeFile(clock(), String(ms));

  beforeEach(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(samples);
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-clock-"));
  });

  afterEach(async () => {
    await connector.kill();
    await dynamics.close();
    await rm(folder, { recursive: true, force: true });
  });

  async function start(aheadMs: number): Promise<void> {
    await setClock(aheadMs);
    connector = await startKillable({
      WAVE_SYNC_DATA: path.join(folder, "data"),
      LOG_LEVEL: "info",
      ...skewed(clock()),
    });
    await connectTo(connector, dynamics);
    await importAll(connector);
  }

  /** What a command of the command line says, on the same machine. */
  async function run(command: string): Promise<string> {
    const { ended, stdout, stderr } = waveSync([command], {
      ...skewed(clock()),
      WAVE_SYNC_CONNECTOR: connector.adminUrl,
      WAVE_SYNC_ADMIN_KEY: connector.adminKey,
      WAVE_SYNC_ALLOW_LOCAL: "true",
      DATAVERSE_URL: dynamics.url,
      DATAVERSE_AUTHORITY: `${dynamics.url}/local`,
      DATAVERSE_CLIENT_ID: "connector",
      DATAVERSE_CLIENT_SECRET: "local",
    });
    await ended;
    return stdout() + stderr();
  }

  /** How long the connector meant to wait, wherever it says that it waits. */
  const waitsTold = () =>
    [...connector.log().matchAll(/"waitMs":([\d.]+)/g)].map((match) => Number(match[1]));

  const titleOf = (id: string) =>
    dynamics.rows("contact").find((row) => row.values.externaluseridentifier === `wavecnct_${id}`)?.values
      .jobtitle;

  async function expectToArrive(jobTitle: string): Promise<void> {
    for (const { id } of samples) dynamics.wave.store.update(id, { jobTitle });
    await until(`"${jobTitle}"`, () => samples.every(({ id }) => titleOf(id) === jobTitle));
  }

  // Less than the five minutes for which an event is believed, and more than this test waits for anything: what would wait for as long as
  // the clock was ahead never comes. How soon after a step work may be taken is for a-clock-that-steps-leaves-nothing-waiting.
  it.each([
    ["four and a half minutes ahead and back", 4.5 * MINUTE],
    ["a day ahead and back", 24 * 60 * MINUTE],
    ["a day back and ahead", -24 * 60 * MINUTE],
  ])(
    "goes on by itself when it steps %s while it works, and puts nothing off for more than a minute",
    async (_, ms) => {
      await start(0);
      const steps = () => connector.log().split("A clock has stepped").length - 1;
      await setClock(ms);
      await until("the step to be seen", () => steps() > 0);
      // Work of every kind that begins by one clock and ends by the other: changes, an operation, a run.
      for (const { id } of samples) dynamics.wave.store.update(id, { jobTitle: "Meanwhile" });
      const rowId = String(dynamics.rows("contact")[0]!.id);
      await callApi(dynamics, "wave_Push", { ids: [rowId] });
      const { body } = await adminCall(connector, "/runs", { kind: "onDemand" });
      await setClock(0);
      await runEnd(connector, String(body.runId));
      await until("the step back to be seen", () => steps() > 1);
      await expectToArrive("After the step back");
      await until("the operation to end", async () => {
        const { body: status } = await adminCall(connector, "/status");
        return (status.environments as { operationsOpen: number }[])[0]!.operationsOpen === 0;
      });
      for (const waitMs of waitsTold()) expect(waitMs).toBeLessThanOrEqual(MINUTE);
    },
  );

  it("finds with the next comparison what was changed, though it is a quarter of an hour ahead, and says so", async () => {
    await start(15 * MINUTE);
    const compare = async () => {
      const { body } = await adminCall(connector, "/runs", { kind: "scheduled" });
      return runEnd(connector, String(body.runId));
    };
    await compare();
    dynamics.wave.store.update(samples[0]!.id, { jobTitle: "Found" });
    await compare();
    expect(titleOf(samples[0]!.id)).toBe("Found");
    expect(connector.log()).toContain("This machine's clock is wrong");

    const status = await run("status");
    const doctor = await run("doctor");
    for (const side of ["Dynamics 365", "Wave"]) {
      const words = new RegExp(`This machine's clock is (89|90)\\d s ahead of ${side}'s`);
      expect(status).toMatch(words);
      expect(doctor).toMatch(words);
    }
  });
});
