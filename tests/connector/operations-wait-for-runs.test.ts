import { randomUUID } from "node:crypto";
import type { Database } from "../../connector/database/database";
import { LeaseLostError } from "../../connector/state/lease";
import {
  endOperation,
  findOperation,
  leaseOperation,
  rememberRuns,
  returnOperation,
  takeOperation,
  waitingOperations,
} from "../../connector/state/operations";
import { onBothDatabases } from "./support/databases";
import { addEnvironment } from "./support/environment";

const OWNER = "this connector";
const HOUR_MS = 3_600_000;

/** An operation that has started runs, leased by us. */
async function leased(database: Database) {
  const { id: environmentId } = await addEnvironment(database);
  const id = randomUUID();
  await takeOperation(database, {
    environmentId,
    id,
    kind: "startRun",
    request: { runKind: "onDemand", language: 1031 },
    requestHash: "hash",
    askerId: randomUUID(),
    correlationId: randomUUID(),
  });
  const lease = (owner = OWNER) => leaseOperation(database, environmentId, id, owner);
  expect(await lease()).toMatchObject({ attempts: 1 });
  return {
    environmentId,
    id,
    lease,
    find: async () => (await findOperation(database, environmentId, id))!,
    waiting: async () => (await waitingOperations(database, 0)).find((each) => each.id === id),
    /** As if the pause were over. */
    skipPause: () =>
      database
        .query("update wave_sync.operation set due_on = now() - interval '1 second' where id = $1", [id])
        .then(() => {}),
  };
}

onBothDatabases("an operation that waits for runs", (open) => {
  it("remembers the runs it has started, beside what was asked", async () => {
    const { environmentId, id, find } = await leased(open());
    const runIds = [randomUUID(), randomUUID()];
    await rememberRuns(open(), environmentId, id, OWNER, runIds);
    expect((await find()).request).toEqual({ runKind: "onDemand", language: 1031, runIds });
  });

  it("remembers nothing for somebody who does not hold it any more, nor once it has ended", async () => {
    const { environmentId, id, find } = await leased(open());
    const remember = (owner: string) => rememberRuns(open(), environmentId, id, owner, [randomUUID()]);
    await expect(remember("another connector")).rejects.toThrow(LeaseLostError);
    await endOperation(open(), environmentId, id, OWNER, "succeeded");
    await expect(remember(OWNER)).rejects.toThrow(LeaseLostError);
    expect((await find()).request).toEqual({ runKind: "onDemand", language: 1031 });
  });

  it("is nobody's between two looks, and can be taken by anybody when the pause is over", async () => {
    const { environmentId, id, lease, waiting, skipPause } = await leased(open());
    await returnOperation(open(), environmentId, id, OWNER, HOUR_MS);
    expect(await lease()).toBeNull();
    expect(await waiting()).toBeUndefined();
    await skipPause();
    // It was given back, not lost: whoever held it is not suspected to have died of it.
    expect(await waiting()).toMatchObject({ lost: false });
    expect(await lease("another connector")).toMatchObject({ id });
  });

  it("has not used up an attempt by waiting, however often it looks", async () => {
    const { environmentId, id, lease, skipPause } = await leased(open());
    for (let looks = 0; looks < 10; looks++) {
      await returnOperation(open(), environmentId, id, OWNER, HOUR_MS);
      await skipPause();
      expect(await lease()).toMatchObject({ attempts: 1 });
    }
  });

  it("given back without a pause can be taken at once", async () => {
    const { environmentId, id, lease } = await leased(open());
    await returnOperation(open(), environmentId, id, OWNER);
    expect(await lease("another connector")).toMatchObject({ attempts: 1 });
  });

  it("is not given back by somebody who does not hold it, nor after its end", async () => {
    const { environmentId, id, lease, find } = await leased(open());
    await returnOperation(open(), environmentId, id, "another connector");
    expect(await lease("another connector")).toBeNull();
    await endOperation(open(), environmentId, id, OWNER, "failed");
    await returnOperation(open(), environmentId, id, OWNER);
    expect(await find()).toMatchObject({ status: "failed" });
    expect(await lease()).toBeNull();
  });
});
