import { randomUUID } from "node:crypto";
import { noOutcomes } from "../../core/outcome";
import type { Database } from "../../connector/database/database";
import { migrate } from "../../connector/database/migrate";
import { MIGRATIONS } from "../../connector/database/migrations";
import { dropLeasesOfTheDead } from "../../connector/state/cleanup";
import { openWriteIntents, saveCreationIntents, saveWriteIntents } from "../../connector/state/write-intents";
import { LeaseLostError } from "../../connector/state/lease";
import * as operations from "../../connector/state/operations";
import * as leases from "../../connector/state/record-leases";
import * as runs from "../../connector/state/runs";
import { addEnvironment } from "./support/environment";
import { onBothDatabases } from "./support/databases";

function newOperation(
  environmentId: string,
  changes: Partial<operations.NewOperation> = {},
): operations.NewOperation {
  return {
    environmentId,
    id: randomUUID(),
    kind: "push",
    request: { table: "contact", recordIds: [randomUUID()] },
    requestHash: "hash",
    askerId: randomUUID(),
    correlationId: randomUUID(),
    ...changes,
  };
}

function newRun(environmentId: string, mappingId: string = randomUUID()): runs.NewRun {
  return {
    id: randomUUID(),
    environmentId,
    connectionId: randomUUID(),
    mappingId,
    kind: "firstImport",
    correlationId: randomUUID(),
  };
}

/** The holder of a lease is gone, or a pause is over: its time has come. */
async function expire(database: Database, table: "operation" | "run", id: string): Promise<void> {
  await database.query(
    `update wave_sync.${table} set lease_until = now() - interval '1 second', due_on = now() - interval '1 second' where id = $1`,
    [id],
  );
}

onBothDatabases("leases", (open) => {
  it("survive migrations that run again, even at the same time", async () => {
    await Promise.all([migrate(open()), migrate(open())]);
    const rows = await open().query("select number from wave_sync.migration order by number");
    expect(rows).toEqual(MIGRATIONS.map(({ number }) => ({ number })));
  });

  it("take an operation once, however often it comes", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const operation = newOperation(environmentId);
    const answers = await Promise.all([1, 2, 3, 4].map(() => operations.takeOperation(open(), operation)));
    expect(answers.sort()).toEqual(["known", "known", "known", "taken"]);
  });

  it("refuse an operation id that stands for another request, or another person's", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const operation = newOperation(environmentId);
    await operations.takeOperation(open(), operation);
    expect(await operations.takeOperation(open(), { ...operation, requestHash: "other" })).toBe("different");
    expect(await operations.takeOperation(open(), { ...operation, askerId: randomUUID() })).toBe("different");
  });

  it("keep the same operation id of two environments apart", async () => {
    const [a, b] = [await addEnvironment(open()), await addEnvironment(open())];
    const operation = newOperation(a.id);
    expect(await operations.takeOperation(open(), operation)).toBe("taken");
    expect(
      await operations.takeOperation(open(), { ...operation, environmentId: b.id, requestHash: "other" }),
    ).toBe("taken");
  });

  it("give an operation to one worker, and to the next when that one is lost", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const operation = newOperation(environmentId);
    await operations.takeOperation(open(), operation);
    const first = await operations.leaseOperation(open(), environmentId, operation.id, "first");
    expect(first).toMatchObject({ status: "running", attempts: 1, request: operation.request });
    expect(await operations.leaseOperation(open(), environmentId, operation.id, "second")).toBeNull();
    await expire(open(), "operation", operation.id);
    const waiting = await operations.waitingOperations(open(), 60_000);
    expect(waiting).toContainEqual({ environmentId, id: operation.id, lost: true });
    expect(await operations.leaseOperation(open(), environmentId, operation.id, "second")).toMatchObject({
      attempts: 2,
    });
    // The first one comes back to life: it may neither go on nor end the operation.
    expect(await operations.renewOperation(open(), environmentId, operation.id, "first")).toBe(false);
    expect(await operations.endOperation(open(), environmentId, operation.id, "first", "failed")).toBe(false);
    expect(await operations.endOperation(open(), environmentId, operation.id, "second", "succeeded")).toBe(
      true,
    );
    expect(await operations.leaseOperation(open(), environmentId, operation.id, "third")).toBeNull();
    expect(await operations.openOperations(open(), environmentId)).toBe(0);
  });

  it("find an operation that was taken and never started", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const operation = newOperation(environmentId);
    await operations.takeOperation(open(), operation);
    const ids = (list: readonly { id: string }[]) => list.map(({ id }) => id);
    expect(ids(await operations.waitingOperations(open(), 60_000))).not.toContain(operation.id);
    expect(ids(await operations.waitingOperations(open(), 0))).toContain(operation.id);
    expect(await operations.openOperations(open(), environmentId)).toBe(1);
  });

  it("answer the run under way instead of starting a second one for the mapping", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const run = newRun(environmentId);
    expect(await runs.addRun(open(), run)).toEqual({ id: run.id, added: true });
    expect(await runs.addRun(open(), { ...run, id: randomUUID() })).toEqual({ id: run.id, added: false });
    await runs.leaseRun(open(), run.id, "worker");
    await runs.endRun(open(), run.id, "worker", "succeeded", null);
    const next = { ...run, id: randomUUID() };
    expect(await runs.addRun(open(), next)).toEqual({ id: next.id, added: true });
  });

  it("continue a run from its last checkpoint, and let the lost worker save nothing more", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const run = newRun(environmentId);
    await runs.addRun(open(), run);
    await runs.leaseRun(open(), run.id, "first");
    const checkpoint = {
      cursor: "page 3",
      total: 3000,
      counts: { ...noOutcomes(), created: 2000 },
      warnings: 4,
      quiet: 2,
      requests: 12,
      throttled: 1,
    };
    await runs.checkpointRun(open(), run.id, "first", checkpoint);
    await expire(open(), "run", run.id);
    const taken = await runs.leaseRun(open(), run.id, "second");
    expect(taken).toMatchObject({ ...checkpoint, attempts: 2, status: "running" });
    expect(await runs.renewRun(open(), run.id, "first")).toMatchObject({ held: false });
    const late = runs.checkpointRun(open(), run.id, "first", { ...checkpoint, cursor: "page 4" });
    await expect(late).rejects.toThrow(LeaseLostError);
    expect((await runs.findRun(open(), run.id))?.cursor).toBe("page 3");
  });

  it("leave a run that waits its time out alone until then", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const run = newRun(environmentId);
    await runs.addRun(open(), run);
    await runs.leaseRun(open(), run.id, "worker");
    await runs.returnRun(open(), run.id, "worker", 60_000);
    expect(await runs.leaseRun(open(), run.id, "other")).toBeNull();
    await runs.leaseRun(open(), run.id, "other");
    await expire(open(), "run", run.id);
    expect(await runs.leaseRun(open(), run.id, "other")).not.toBeNull();
  });

  /** As an outcome is saved: in one transaction. */
  const giveBack = (id: string, keys: readonly string[], owner: string) =>
    open().transaction((sql) => leases.giveBackRecords(sql, id, keys, owner));

  it("let one worker at a time have a record, under either of its names", async () => {
    const { id } = await addEnvironment(open());
    const [a, b, c] = [randomUUID(), randomUUID(), randomUUID()].map((each) =>
      leases.recordKeys.row("contact", each),
    ) as [string, string, string];
    expect(await leases.leaseRecords(open(), id, [a, b], "first")).toEqual(new Set([a, b]));
    expect(await leases.leaseRecords(open(), id, [b, c], "second")).toEqual(new Set([c]));
    expect(await leases.leaseRecords(open(), id, [a], "first")).toEqual(new Set([a]));
    await leases.releaseRecords(open(), "first", [b]);
    expect(await leases.leaseRecords(open(), id, [b], "second")).toEqual(new Set([b]));
    await expect(giveBack(id, [a, b], "first")).rejects.toThrow(LeaseLostError);
    // Nothing was given back with what was lost; what is still held is, and then it is free.
    expect(await leases.leaseRecords(open(), id, [a], "third")).toEqual(new Set());
    await giveBack(id, [a], "first");
    expect(await leases.leaseRecords(open(), id, [a], "third")).toEqual(new Set([a]));
  });

  it("wait for a record until it is free", async () => {
    const { id } = await addEnvironment(open());
    const key = leases.recordKeys.row("contact", randomUUID());
    await leases.leaseRecords(open(), id, [key], "first");
    const waiting = leases.leaseAllRecords(open(), id, [key], "second");
    await leases.releaseRecords(open(), "first");
    await waiting;
    expect(await leases.leaseRecords(open(), id, [key], "first")).toEqual(new Set());
  });

  it("stop waiting when told to", async () => {
    const { id } = await addEnvironment(open());
    const key = leases.recordKeys.row("contact", randomUUID());
    await leases.leaseRecords(open(), id, [key], "first");
    const stop = new AbortController();
    const waiting = leases.leaseAllRecords(open(), id, [key], "second", stop.signal);
    stop.abort(new Error("enough"));
    await expect(waiting).rejects.toThrow();
  });

  it("take over a record whose holder is lost, and notice when the holder comes back", async () => {
    const { id } = await addEnvironment(open());
    const key = leases.recordKeys.external(randomUUID(), "contact", "x1");
    await leases.leaseRecords(open(), id, [key], "first");
    await open().query(
      "update wave_sync.record_lease set until = now() - interval '1 second' where record_key = $1",
      [key],
    );
    expect(await leases.leaseRecords(open(), id, [key], "second")).toEqual(new Set([key]));
    await leases.renewRecordLeases(open(), "first");
    await expect(giveBack(id, [key], "first")).rejects.toThrow(LeaseLostError);
  });

  it("take thousands of records at once, quickly, without two workers waiting for each other", async () => {
    const { id } = await addEnvironment(open());
    const keys = Array.from({ length: 2000 }, (_, n) => leases.recordKeys.row("contact", `${n}`));
    const [one, two] = await Promise.all([
      leases.leaseRecords(open(), id, keys, "one"),
      leases.leaseRecords(open(), id, [...keys].reverse(), "two"),
    ]);
    expect(one.size + two.size).toBe(2000);
    for (const key of one) expect(two.has(key)).toBe(false);
  });
});

onBothDatabases("leases of a killed connector", (open) => {
  it("are free at once when the embedded database is opened again; on a server they end by themselves", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const run = newRun(environmentId);
    await runs.addRun(open(), run);
    await runs.leaseRun(open(), run.id, "killed");
    await leases.leaseRecords(open(), environmentId, ["record"], "killed");
    await dropLeasesOfTheDead(open());
    const embedded = open().kind === "pglite";
    expect((await runs.leaseRun(open(), run.id, "next")) !== null).toBe(embedded);
    expect((await leases.leaseRecords(open(), environmentId, ["record"], "next")).size === 1).toBe(embedded);
  });

  it("keep a worker that was replaced while it stood still from beginning anything", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const recordId = randomUUID();
    const scope = { environmentId, connectionId: randomUUID(), systemObject: "contact" };
    const begin = (owner: string) =>
      saveCreationIntents(open(), scope, "contact", new Map([[recordId, { lastName: "Abel" }]]), owner);
    const begun = { fields: [], begunOn: new Date().toISOString() };
    const note = (owner: string) =>
      saveWriteIntents(open(), scope, "contact", [{ recordId, externalId: null, begun }], owner);
    await leases.leaseRecords(open(), environmentId, [leases.recordKeys.row("contact", recordId)], "second");
    await expect(begin("first")).rejects.toThrow(LeaseLostError);
    await expect(note("first")).rejects.toThrow(LeaseLostError);
    expect(await openWriteIntents(open(), scope, "contact", [recordId])).toEqual([]);
    await note("second");
    expect(await openWriteIntents(open(), scope, "contact", [recordId])).toEqual([
      { recordId, externalId: null, begun },
    ]);
    // Whoever takes over later sends the same key along.
    const first = (await begin("second")).get(recordId)!;
    expect(first.again).toBe(false);
    expect((await begin("second")).get(recordId)).toEqual({ ...first, again: true });
  });

  it("are given back for any part of a millisecond", async () => {
    const { id: environmentId } = await addEnvironment(open());
    const operation = newOperation(environmentId);
    await operations.takeOperation(open(), operation);
    await operations.leaseOperation(open(), environmentId, operation.id, "one");
    await operations.returnOperation(open(), environmentId, operation.id, "one", 60_000.25);
    expect(await operations.leaseOperation(open(), environmentId, operation.id, "two")).toBeNull();
    const run = newRun(environmentId);
    await runs.addRun(open(), run);
    await runs.leaseRun(open(), run.id, "one");
    await runs.returnRun(open(), run.id, "one", 60_000.25);
    expect(await runs.leaseRun(open(), run.id, "two")).toBeNull();
  });
});
