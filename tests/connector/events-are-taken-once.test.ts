import { randomUUID } from "node:crypto";
import type { Database } from "../../connector/database/database";
import type { KnownMapping } from "../../connector/state/known-mappings";
import { leaseChanges } from "../../connector/state/changes";
import { takeCalls, type EventsOfConnection } from "../../connector/http/webhooks/take-events";
import { onBothDatabases } from "./support/databases";
import { addEnvironment } from "./support/environment";

onBothDatabases("events that come together", (open) => {
  let database: Database;
  let environmentId: string;
  const mapping: KnownMapping = {
    id: randomUUID(),
    connectionId: randomUUID(),
    systemObject: "contact",
    table: "contact",
    active: true,
    columns: {},
  };
  beforeAll(() => {
    database = open();
  });
  beforeEach(async () => {
    environmentId = (await addEnvironment(database)).id;
  });

  const call = (...events: readonly [id: string, externalId: string][]): EventsOfConnection => ({
    environmentId,
    connectionId: mapping.connectionId,
    correlationId: randomUUID(),
    events: events.map(([id, externalId]) => ({ id, externalId, object: "contact" })),
    mappings: [mapping],
  });
  const queued = async () =>
    (await leaseChanges(database, environmentId, randomUUID(), 100)).map(({ name, version }) => ({
      name,
      version,
    }));

  it("each is taken, and every record is on the list once", async () => {
    const taken = await takeCalls(database, [call(["e1", "a"]), call(["e2", "b"], ["e3", "a"])]);
    expect(taken).toEqual([1, 2]);
    expect(await queued()).toEqual([
      { name: { externalId: "a" }, version: 1 },
      { name: { externalId: "b" }, version: 1 },
    ]);
  });

  it("the same one twice, at the same time or later, is taken once", async () => {
    expect(await takeCalls(database, [call(["e1", "a"]), call(["e1", "a"])])).toEqual([1, 0]);
    expect(await takeCalls(database, [call(["e1", "a"], ["e2", "a"])])).toEqual([1]);
    expect(await queued()).toEqual([{ name: { externalId: "a" }, version: 2 }]);
  });

  it("what no mapping wants is remembered and queues nothing", async () => {
    const other = { ...call(["e1", "a"]), mappings: [{ ...mapping, active: false }] };
    expect(await takeCalls(database, [other])).toEqual([1]);
    expect(await takeCalls(database, [other])).toEqual([0]);
    expect(await queued()).toEqual([]);
  });
});
