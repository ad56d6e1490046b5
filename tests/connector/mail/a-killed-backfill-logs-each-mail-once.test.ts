import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { leftOutByReason } from "../../../bench/left-out";
import { expectedMails, mailsWorld, type ExpectedMails } from "../../../bench/mails-world";
import type { RunView } from "../../../connector/connect/admin-api";
import { NylasWorld } from "../../features/support/nylas-world";
import { adminCall, runEnd, until } from "../support/connector";
import { startDynamics, type Dynamics } from "../support/dynamics";
import { startKillable, type KillableConnector } from "../support/killable";

const MAILS = 3_000;
const MAILBOXES = 3;
/** Rows that are there when the connector is killed: others are being written, and nobody will hear of these. */
const KILLED_AT = [300, 1_200];

describe("a backfill whose connector is killed twice", () => {
  const world = mailsWorld(MAILS, MAILBOXES);
  let dynamics: Dynamics;
  let connector: KillableConnector | undefined;
  let folder: string;
  let mappingId: string;
  let expected: ExpectedMails;
  let run: RunView;
  const start = async () => (connector = await startKillable({ WAVE_SYNC_DATA: folder }));
  const begin = async () =>
    (await adminCall(connector!, "/runs", { kind: "firstImport", mappingId })).body.runId as string;

  beforeAll(async () => {
    dynamics = await startDynamics();
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-mails-"));
    world.fill(dynamics.nylas);
    for (const contact of world.contacts) await dynamics.platform.dataverse.create("contact", contact);
    expected = expectedMails(dynamics.nylas);
    await start();
    mappingId = (await NylasWorld.connect(dynamics, connector!)).mappings[0]!.id;
    const runId = await begin();
    for (const rows of KILLED_AT) {
      await until(`${rows} rows of mails`, () => dynamics.rows("email").length >= rows);
      await connector!.kill();
      await start();
    }
    run = await runEnd(connector!, runId);
  });
  afterAll(async () => {
    await connector?.kill();
    await dynamics?.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("ends with every mail on a timeline that belongs there, once, and no other", () => {
    const logged = dynamics.rows("email").map(({ values }) => String(values.messageid));
    expect(logged).toHaveLength(expected.logged.size);
    expect(new Set(logged)).toEqual(expected.logged);
  });

  it("has completed each, with both of its people", () => {
    const parties = new Map<string, number>();
    for (const { values } of dynamics.rows("activityparty")) {
      const { id } = values.activityid as { readonly id: string };
      if ([1, 2].includes(values.participationtypemask as number))
        parties.set(id, (parties.get(id) ?? 0) + 1);
    }
    const undone = dynamics
      .rows("email")
      .filter(({ id, values }) => values.statecode !== 1 || parties.get(id) !== 2);
    expect(undone).toEqual([]);
  });

  it("counts every mail once", () => {
    const { again, leftOut, logged } = expected;
    const skipped = Object.values(leftOut).reduce((sum, each) => sum + each);
    expect(run.problem).toBeUndefined();
    expect(run.counts).toMatchObject({
      created: logged.size,
      unchanged: again,
      skipped,
      failed: 0,
      conflict: 0,
    });
    expect(run.done).toBe(world.mails);
  });

  it("writes no row the second time; and why each of the others was left out is known", async () => {
    const version = dynamics.platform.dataverse.kernel.store.version;
    const second = await runEnd(connector!, await begin());
    expect(second.counts).toMatchObject({
      created: 0,
      failed: 0,
      unchanged: run.counts.created + run.counts.unchanged,
    });
    const written = ["email", "activityparty", "activitypointer", "wave_issue", "wave_link"].flatMap(
      (table) => dynamics.rows(table).filter((row) => row.version > version),
    );
    expect(written).toEqual([]);
    await connector!.kill();
    expect(await leftOutByReason(folder)).toEqual(expected.leftOut);
  });
});
