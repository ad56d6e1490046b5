import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { randomBytes } from "node:crypto";
import type { RunView } from "../../connector/connect/admin-api";
import { formatKeyList, parseKeyList } from "../../connector/secrets/key-list";
import { generateContacts } from "../../local/samples";
import { adminCall, connectTo, runConnector, runEnd, startRun, until } from "./support/connector";
import { startPostgres } from "./support/postgres";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startKillable, type KillableConnector } from "./support/killable";

const CONTACTS = 2_500;
/** Pages of Wave that are answered before the kill: two chunks of a thousand, so that one is saved and one is under way. */
const PAGES_BEFORE = 5;

describe("a first import whose connector is killed", () => {
  let dynamics: Dynamics;
  const samples = generateContacts(CONTACTS, 3);

  beforeEach(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(samples);
  });

  afterEach(() => dynamics.close());

  /** Starts an import and kills the connector right in the middle of it. */
  async function killInTheMiddle(connector: KillableConnector): Promise<string> {
    await connectTo(connector, dynamics);
    let goOn = () => {};
    const killed = new Promise<void>((resolve) => (goOn = resolve));
    let pages = 0;
    const wave = jest.spyOn(dynamics.wave.faults, "before").mockImplementation(async () => {
      pages += 1;
      if (pages > PAGES_BEFORE) await killed;
      return undefined;
    });
    const runId = await startRun(connector);
    await until("the first thousand", async () => {
      const { done } = (await adminCall(connector, `/runs/${runId}`)).body as unknown as RunView;
      return done >= 1_000 && done < CONTACTS;
    });
    await connector.kill();
    goOn();
    wave.mockRestore();
    return runId;
  }

  function expectEachOnce(run: RunView): void {
    expect(run).toMatchObject({ total: CONTACTS, done: CONTACTS });
    expect(run.counts).toEqual({
      created: CONTACTS,
      updated: 0,
      unchanged: 0,
      skipped: 0,
      conflict: 0,
      failed: 0,
    });
    const wanted = samples.map(({ id }) => `wavecnct_${id}`).sort();
    expect(
      dynamics
        .rows("contact")
        .map((row) => String(row.values.externaluseridentifier))
        .sort(),
    ).toEqual(wanted);
    expect(
      dynamics
        .rows("wave_link")
        .map((row) => `wavecnct_${row.values.wave_externalid}`)
        .sort(),
    ).toEqual(wanted);
  }

  it("goes on where it was after a new start on the embedded database: every contact once, none missing", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "wave-sync-killed-"));
    try {
      const runId = await killInTheMiddle(await startKillable({ WAVE_SYNC_DATA: folder }));
      const done = dynamics.rows("contact").length;
      expect(done).toBeLessThan(CONTACTS);
      const again = await runConnector({
        dataFolder: folder,
        adminKey: undefined,
        encryptionKeys: undefined,
      });
      try {
        expectEachOnce(await runEnd(again, runId));
      } finally {
        await again.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("is taken over by another connector on the same server", async () => {
    const postgres = await startPostgres();
    try {
      const keys = formatKeyList([{ id: "shared", key: randomBytes(32) }]);
      const folder = await mkdtemp(path.join(tmpdir(), "wave-sync-killed-"));
      const first = await startKillable({
        WAVE_SYNC_DATA: folder,
        DATABASE_URL: postgres.url,
        WAVE_SYNC_ENCRYPTION_KEYS: keys,
      });
      const second = await runConnector({
        databaseUrl: postgres.url,
        encryptionKeys: parseKeyList(keys) as never,
      });
      try {
        const runId = await killInTheMiddle(first);
        await until("the other one", async () => second.log.some((line) => line.includes("Run begins")));
        expectEachOnce(await runEnd(second, runId));
      } finally {
        await second.close();
        await rm(folder, { recursive: true, force: true });
      }
    } finally {
      await postgres.stop();
    }
  });
});
