import { randomBytes } from "node:crypto";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunView } from "../../connector/connect/admin-api";
import { formatKeyList, parseKeyList } from "../../connector/secrets/key-list";
import { adminCall, connectTo, importAll, runConnector, runEnd, until } from "./support/connector";
import { startPostgres } from "./support/postgres";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { startKillable, type KillableConnector } from "./support/killable";
import { ask, linkOf, plainContacts, rowOf } from "./support/runs";
import { loseEvents } from "../support/lose-events";

const CONTACTS = 800;
/** Beside those that changed, as many were deleted on either side. */
const DELETED = 5;

describe("a comparison of everything whose connector is killed", () => {
  let dynamics: Dynamics;
  const contacts = plainContacts(CONTACTS);
  const goneInWave = contacts.slice(0, DELETED);
  const goneInDynamics = contacts.slice(DELETED, 2 * DELETED);
  const changed = contacts.slice(2 * DELETED);

  beforeEach(async () => {
    dynamics = await startDynamics();
    dynamics.wave.store.load(contacts);
  });

  afterEach(() => dynamics.close());

  /** Imports, changes everything, begins to compare, and kills the connector in the middle of it. */
  async function killInTheMiddle(connector: KillableConnector): Promise<string> {
    await connectTo(connector, dynamics);
    await importAll(connector);
    await loseEvents(dynamics);
    for (const { id } of changed) dynamics.wave.store.update(id, { jobTitle: "Countess" });
    for (const { id } of goneInWave) dynamics.wave.store.delete(id);
    for (const { id } of goneInDynamics)
      await dynamics.platform.dataverse.remove("contact", rowOf(dynamics, id)!.id);
    const { body } = await ask(connector, { kind: "onDemand" });
    await until("some hundred", async () => {
      const { done } = (await adminCall(connector, `/runs/${body.runId as string}`))
        .body as unknown as RunView;
      return done >= 200 && done < CONTACTS;
    });
    await connector.kill();
    return body.runId as string;
  }

  function expectEverythingOnce(run: RunView): void {
    expect(run.status).not.toBe("failed");
    // What was written right before the end is found done; nothing is counted twice, and nothing is left out.
    expect(run.done).toBe(CONTACTS);
    expect(run.counts).toMatchObject({ created: 0, failed: 0, conflict: 0, skipped: 0 });
    const titles = new Map(
      dynamics.rows("contact").map(({ values }) => [values.externaluseridentifier, values.jobtitle]),
    );
    for (const { id } of changed) expect(titles.get(`wavecnct_${id}`)).toBe("Countess");
    for (const { id } of goneInWave) expect(rowOf(dynamics, id)!.values.statecode).toBe(1);
    for (const { id } of goneInDynamics) expect(linkOf(dynamics, id)).toBeDefined();
    expect(dynamics.rows("contact")).toHaveLength(CONTACTS - DELETED);
    expect(dynamics.rows("wave_link")).toHaveLength(CONTACTS);
  }

  it("goes on where it was after a new start: nothing twice, nothing lost", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "wave-sync-killed-"));
    try {
      const runId = await killInTheMiddle(await startKillable({ WAVE_SYNC_DATA: folder }));
      const again = await runConnector({
        dataFolder: folder,
        adminKey: undefined,
        encryptionKeys: undefined,
      });
      try {
        expectEverythingOnce(await runEnd(again, runId));
      } finally {
        await again.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });

  it("is taken over by another connector on the same server", async () => {
    const postgres = await startPostgres();
    const folder = await mkdtemp(path.join(tmpdir(), "wave-sync-killed-"));
    try {
      const keys = formatKeyList([{ id: "shared", key: randomBytes(32) }]);
      const first = await startKillable({
        WAVE_SYNC_DATA: folder,
        DATABASE_URL: postgres.url,
        WAVE_SYNC_ENCRYPTION_KEYS: keys,
      });
      const runId = await killInTheMiddle(first);
      const second = await runConnector({
        databaseUrl: postgres.url,
        encryptionKeys: parseKeyList(keys) as never,
      });
      try {
        expectEverythingOnce(await runEnd(second, runId));
      } finally {
        await second.close();
      }
    } finally {
      await rm(folder, { recursive: true, force: true });
      await postgres.stop();
    }
  });
});
