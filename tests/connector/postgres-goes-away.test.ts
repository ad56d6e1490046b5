import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { Client } from "pg";
import { freePort } from "../../local/start/ports";
import { generateContacts } from "../../local/samples";
import { formatKeyList } from "../../connector/secrets/key-list";
import { connectTo, runEnd, startRun, until } from "./support/connector";
import { startDynamics, type Dynamics } from "./support/dynamics";
import { beginKillable, startKillable, type KillableConnector } from "./support/killable";
import { startPostgres, type PostgresServer } from "./support/postgres";
import { skewed } from "./support/skewed";

const CONTACTS = 1_500;
/** An outage that everybody meets: longer than any pause between two looks at the database. */
const OUTAGE_MS = 3_000;
/** Nothing is put off for longer, once the database is there again and the clocks are right. */
const BACK_WITHIN_MS = 60_000;
const MINUTE = 60_000;
/**
 * Where the connectors' clocks stand during the outages; after the last, they are right. What would wait for as long as a clock was
 * ahead is given up by this test before.
 */
const STEPS_MS = [4.5 * MINUTE, 24 * 60 * MINUTE, 4.5 * MINUTE];

/**
 * How far ahead lies the last moment that any work waits for: its next try, or the end of somebody's lease. By the database's clock, so
 * that it does not matter how long anything takes.
 */
async function longestWaitMs({ url }: PostgresServer): Promise<number> {
  const client = new Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ ms: number }>(
      `select coalesce(extract(epoch from max(until) - now()) * 1000, 0)::float8 as ms from (
         ${["change", "operation", "run"].map((table) => `select greatest(due_on, lease_until) as until from wave_sync.${table}`).join(" union all ")}
         union all select until from wave_sync.record_lease union all select until from wave_sync.lease_holder) as waits`,
    );
    return rows[0]!.ms;
  } finally {
    await client.end();
  }
}

describe("a Postgres server that goes away", () => {
  let dynamics: Dynamics;
  let postgres: PostgresServer;
  let folder: string;
  const running: Pick<KillableConnector, "kill">[] = [];

  beforeEach(async () => {
    dynamics = await startDynamics();
    postgres = await startPostgres();
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-outage-"));
  });

  afterEach(async () => {
    for (const each of running.splice(0)) await each.kill();
    await postgres.stop();
    await dynamics.close();
    await rm(folder, { recursive: true, force: true });
  });

  const clock = () => path.join(folder, "offset");
  /** What both connectors take for the time of day is off by so much. */
  const setClocks = (ms: number) => writeFile(clock(), String(ms));

  const shared = () => ({
    ...skewed(clock()),
    WAVE_SYNC_DATA: folder,
    DATABASE_URL: postgres.url,
    LOG_LEVEL: "info",
    WAVE_SYNC_ADMIN_KEY: "the-same-for-all-connectors",
    WAVE_SYNC_ENCRYPTION_KEYS: formatKeyList([{ id: "shared", key: randomBytes(32) }]),
  });

  async function ready({ adminUrl }: Pick<KillableConnector, "adminUrl">): Promise<number> {
    return (await fetch(`${adminUrl}/ready`)).status;
  }

  it("is waited for by two connectors at work, three times, while their clocks step by minutes and by a day: both live on, nothing is lost", async () => {
    const samples = generateContacts(CONTACTS, 7);
    dynamics.wave.store.load(samples);
    await setClocks(0);
    const env = shared();
    const connectors = [await startKillable(env), await startKillable(env)].map((each) => ({
      ...each,
      adminKey: env.WAVE_SYNC_ADMIN_KEY,
    }));
    running.push(...connectors);
    const [first] = connectors as [KillableConnector, KillableConnector];
    await connectTo(first, dynamics);
    const runId = await startRun(first);

    // People go on editing in Wave, whatever happens to us.
    let edits = 0;
    let editing = true;
    const edited = new Map<string, string>();
    const people = (async () => {
      while (editing) {
        const { id } = samples[edits % samples.length]!;
        const jobTitle = `Title ${++edits}`;
        dynamics.wave.store.update(id, { jobTitle });
        edited.set(id, jobTitle);
        await delay(20);
      }
    })();

    for (const [outage, aheadMs] of STEPS_MS.entries()) {
      await until("work to go on", () => edits > (outage + 1) * 20);
      await setClocks(aheadMs);
      await postgres.kill();
      await until("both to say so", async () =>
        (await Promise.all(connectors.map(ready))).every((status) => status === 503),
      );
      await delay(OUTAGE_MS);
      // They step back at the worst moment: everything that was begun ahead is to be taken up again.
      await setClocks(0);
      await postgres.startAgain();
      await until("both to work again", async () =>
        (await Promise.all(connectors.map(ready))).every((status) => status === 200),
      );
      expect(await longestWaitMs(postgres)).toBeLessThan(BACK_WITHIN_MS);
    }
    editing = false;
    await people;
    expect(await longestWaitMs(postgres)).toBeLessThan(BACK_WITHIN_MS);
    expect(await runEnd(first, runId)).toMatchObject({ done: CONTACTS, counts: { failed: 0 } });
    // Nobody asks for it: what was refused while the clocks were wrong is found all the same.
    const titles = () =>
      new Map(
        dynamics
          .rows("contact")
          .map(({ values }) => [String(values.externaluseridentifier), String(values.jobtitle)]),
      );
    await until("all edits to arrive", () => {
      const held = titles();
      return [...edited].every(([id, title]) => held.get(`wavecnct_${id}`) === title);
    });
    expect(titles().size).toBe(CONTACTS);
    expect(dynamics.rows("contact")).toHaveLength(CONTACTS);
    for (const connector of connectors) {
      expect(connector.exitCode()).toBeNull();
      expect(connector.log()).toContain("The database does not answer: work waits until it does");
      expect(connector.log()).toContain("The database is there again: work goes on");
    }
  });

  it("is waited for by a connector that starts before it", async () => {
    await postgres.kill();
    const port = await freePort(0);
    const connector = await beginKillable({ ...shared(), WAVE_SYNC_ADMIN_PORT: String(port) });
    running.push(connector);
    const url = `http://127.0.0.1:${port}`;
    await until("the connector to say that it waits", async () => {
      const answer = await fetch(`${url}/ready`).catch(() => undefined);
      return answer?.status === 503 && (await answer.text()).includes("database unreachable");
    });
    expect((await fetch(`${url}/health`)).status).toBe(200);
    const refused = await fetch(`${url}/admin/status`, { headers: { authorization: "Bearer x" } });
    expect(refused.status).toBe(503);
    expect(connector.log()).toContain("The database does not answer: work waits until it does");

    await postgres.startAgain();
    expect(await ready(await connector.listens)).toBe(200);
    expect(connector.exitCode()).toBeNull();
  });
});
