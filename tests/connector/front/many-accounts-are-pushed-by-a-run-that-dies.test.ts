import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { accountsWorld, fillFront } from "../../../bench/accounts-world";
import type { RunView } from "../../../connector/connect/admin-api";
import { FRONT_SANDBOX_TOKEN } from "../../../local/sandboxes/front";
import { adminCall, connectTo, runEnd, until } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { startKillable, type KillableConnector } from "../support/killable";

const ACCOUNTS = 800;
/** What dying, and looking for news before each chunk, may cost beside what is necessary. */
const SPARE = 1.05;

describe("a run over many accounts whose connector is killed twice", () => {
  const world = accountsWorld(ACCOUNTS);
  let dynamics: Dynamics;
  let connector: KillableConnector | undefined;
  let folder: string;
  let mappingId: string;
  let run: RunView;
  let requests: number;
  const view = async (id: string) => (await adminCall(connector!, `/runs/${id}`)).body as unknown as RunView;
  const start = async () => (connector = await startKillable({ WAVE_SYNC_DATA: folder }));
  const begin = async () =>
    (await adminCall(connector!, "/runs", { kind: "onDemand", mappingId })).body.runId as string;
  const front = () => dynamics.front;

  beforeAll(async () => {
    dynamics = await startDynamics();
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-accounts-"));
    for (let at = 0; at < ACCOUNTS; at++) await dynamics.platform.dataverse.create("account", world.row(at));
    fillFront(front().store, world);
    await start();
    const { mappings } = await connectTo(connector!, dynamics, {
      system: "front",
      front: { apiBaseUrl: `${dynamics.url}/sandboxes/front/api`, apiToken: FRONT_SANDBOX_TOKEN },
    });
    mappingId = mappings[0]!.id;
    const before = front().trace.total;
    const runId = await begin();
    for (const done of [100, 400]) {
      await until(`${done} accounts done`, async () => (await view(runId)).done >= done);
      await connector!.kill();
      await start();
    }
    run = await runEnd(connector!, runId);
    requests = front().trace.total - before;
  });
  afterAll(async () => {
    await connector?.kill();
    await dynamics?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("ends with every account counted once", () => {
    expect(run.problem).toBeUndefined();
    expect(run.counts).toMatchObject({ ...world.counts, skipped: 0, conflict: 0, failed: 0 });
  });

  it("has doubled nobody, and every account of Dynamics is in Front as it is there", () => {
    const all = front().store.all();
    expect(all).toHaveLength(world.inFront.length + world.counts.created);
    const byName = new Map(all.map((account) => [account.name, account]));
    for (let at = 0; at < ACCOUNTS; at++) {
      const { name, description } = world.row(at);
      expect(byName.get(name)).toMatchObject({ description, domains: [`account-${at}.com`] });
    }
    expect(dynamics.rows("wave_link")).toHaveLength(ACCOUNTS);
  });

  it("has asked Front for hardly more than the pages of its list and the differences", () => {
    expect(requests).toBeGreaterThanOrEqual(world.necessary.total);
    expect(requests / world.necessary.total).toBeLessThanOrEqual(SPARE);
  });

  it("writes nothing the second time, and reads every account once", async () => {
    const before = front().trace.total;
    const version = dynamics.platform.dataverse.kernel.store.version;
    const again = await runEnd(connector!, await begin());
    expect(again.counts).toMatchObject({ unchanged: ACCOUNTS, created: 0, updated: 0, failed: 0 });
    const since = front()
      .trace.list()
      .slice(before - front().trace.total);
    expect(since.filter(({ method }) => method !== "GET")).toEqual([]);
    expect(since.length).toBeLessThanOrEqual(Math.ceil(front().store.size / 100) + 2);
    const written = ["account", "wave_link", "wave_issue"].flatMap((table) =>
      dynamics.rows(table).filter((row) => row.version > version),
    );
    expect(written).toEqual([]);
  });
});
