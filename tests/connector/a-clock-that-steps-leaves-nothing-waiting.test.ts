import { randomUUID } from "node:crypto";
import { ClockWatch } from "../../connector/work/clock-watch";
import type { Clock } from "../../connector/clock/clock";
import type { Database } from "../../connector/database/database";
import { createLogger } from "../../connector/logging/logger";
import { environmentsWithChanges, leaseChanges, queueChange } from "../../connector/state/changes";
import { LEASE_SECONDS } from "../../connector/state/lease";
import { listMappingCursors, saveMappingCursor } from "../../connector/state/mapping-cursors";
import { leaseOperation, takeOperation, waitingOperations } from "../../connector/state/operations";
import { leaseRecords, renewRecordLeases } from "../../connector/state/record-leases";
import { addRun, leaseRun, returnRun, waitingRuns } from "../../connector/state/runs";
import { addEnvironment } from "./support/environment";
import { onBothDatabases } from "./support/databases";

const DAY_MS = 24 * 60 * 60_000;

onBothDatabases("a clock that steps", (open) => {
  const log: string[] = [];
  let aheadMs = 0;
  let elapsed = 0;

  const clock: Clock = {
    now: () => new Date(Date.now() + aheadMs),
    elapsed: () => performance.now() + elapsed,
    sleep: async () => {},
    every: () => () => {},
  };

  beforeEach(async () => {
    log.length = 0;
    [aheadMs, elapsed] = [0, 0];
    await open().query("delete from wave_sync.environment");
  });

  const watch = (database: Database = open()) =>
    new ClockWatch({
      database,
      clock,
      logger: createLogger("info", { write: (line) => void log.push(line) }),
    });

  /** Work of every kind, as a clock that was so much ahead has written it down. */
  async function workOf(ms: number): Promise<string> {
    const { id: environmentId } = await addEnvironment(open());
    const mappingId = randomUUID();
    const names = ["waits", "is worked on"].map((externalId) => ({ externalId }));
    await queueChange(open(), { environmentId, mappingId, why: "event", correlationId: "c", names });
    await open().query(
      "update wave_sync.change set lease_owner = 'dead', lease_until = now() where record_key = 'external:is worked on'",
    );
    const run = { connectionId: randomUUID(), mappingId, kind: "scheduled" as const, correlationId: "c" };
    const runId = randomUUID();
    await addRun(open(), { ...run, id: runId, environmentId });
    await leaseRun(open(), runId, "worker");
    await returnRun(open(), runId, "worker", 60_000);
    const operation = { environmentId, id: randomUUID(), kind: "push" as const, askerId: randomUUID() };
    const request = { table: "contact", recordIds: [randomUUID()] };
    await takeOperation(open(), { ...operation, request, requestHash: "hash", correlationId: "c" });
    await leaseOperation(open(), environmentId, operation.id, "dead");
    await leaseRecords(open(), environmentId, ["record"], "dead");
    await renewRecordLeases(open(), "dead");
    await saveMappingCursor(open(), environmentId, mappingId, { comparedOn: "now", nextRunOn: new Date() });
    for (const [table, columns] of Object.entries(TIMES))
      await open().query(
        `update wave_sync.${table} set ${columns.map((name) => `${name} = ${name} + $1 * interval '1 millisecond'`).join(", ")}`,
        [ms],
      );
    return environmentId;
  }

  /** As if a lease's length had passed. */
  const later = () =>
    Promise.all(
      Object.entries(TIMES).map(([table, columns]) =>
        open().query(
          `update wave_sync.${table} set ${columns
            .map((name) => `${name} = ${name} - interval '${LEASE_SECONDS + 1} seconds'`)
            .join(", ")}`,
        ),
      ),
    );

  async function canBeTaken(environmentId: string): Promise<object> {
    const changes = await leaseChanges(open(), environmentId, randomUUID(), 10);
    const [cursor] = await listMappingCursors(open(), environmentId);
    return {
      changes: changes.length,
      runs: (await waitingRuns(open())).length,
      operations: (await waitingOperations(open(), 0)).length,
      records: (await leaseRecords(open(), environmentId, ["record"], "next")).size,
      compared: cursor!.nextRunOn!.getTime() <= Date.now(),
    };
  }

  const ALL = { changes: 2, runs: 1, operations: 1, records: 1, compared: true };

  it.each([
    ["four minutes", 4 * 60_000],
    ["a day", DAY_MS],
  ])("back by %s keeps no work waiting longer than a lease, whoever held it", async (_what, ms) => {
    const watching = watch();
    await watching.look();
    const environmentId = await workOf(ms);
    expect(await environmentsWithChanges(open())).toEqual([]);
    // The database's clock went back: less has passed by it than by the time that only goes forward.
    elapsed += ms;
    await watching.look();
    await later();
    expect(await canBeTaken(environmentId)).toEqual(ALL);
    expect(log.join()).toContain("A clock has stepped");
  });

  it("while no connector was running is made good by the first that starts", async () => {
    const environmentId = await workOf(DAY_MS);
    await watch().look();
    await later();
    expect(await canBeTaken(environmentId)).toEqual(ALL);
  });

  it.each([
    ["back", -DAY_MS],
    ["ahead", DAY_MS],
  ])("%s on the connector's machine alone brings the next comparison forward", async (_way, ms) => {
    const watching = watch();
    await watching.look();
    const { id: environmentId } = await addEnvironment(open());
    // One whose turn comes later, and one that was compared for the first time just now.
    for (const nextRunOn of [new Date(Date.now() + 10 * 60_000), null])
      await saveMappingCursor(open(), environmentId, randomUUID(), { comparedOn: "now", nextRunOn });
    aheadMs = ms;
    await watching.look();
    const cursors = await listMappingCursors(open(), environmentId);
    expect(cursors.map(({ nextRunOn }) => nextRunOn !== null && nextRunOn.getTime() <= Date.now())).toEqual([
      true,
      true,
    ]);
    expect(log).toHaveLength(1);
  });

  it("is not seen in one that is put right by a second", async () => {
    const watching = watch();
    await watching.look();
    await workOf(DAY_MS);
    aheadMs = 1_000;
    await watching.look();
    expect(await environmentsWithChanges(open())).toEqual([]);
    expect(log).toEqual([]);
  });
});

/** Times that are written to be waited for. */
const TIMES: Readonly<Record<string, readonly string[]>> = {
  change: ["due_on", "lease_until"],
  run: ["due_on", "lease_until"],
  operation: ["due_on", "lease_until", "taken_on"],
  record_lease: ["until"],
  lease_holder: ["until"],
  mapping_cursor: ["next_run_on"],
};
