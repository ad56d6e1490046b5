import { randomUUID } from "node:crypto";
import { systemClock } from "../../connector/clock/clock";
import { saveKnownMappings, type KnownMapping } from "../../connector/state/known-mappings";
import { openDoors, target, type Doors } from "./support/doors";

describe("what happens to a row", () => {
  let doors: Doors;
  let aheadMs = 0;
  const clock = { ...systemClock, elapsed: () => performance.now() + aheadMs };
  const rowId = "7b0f2c3d-1111-4222-8333-944455566677";
  const other = "7b0f2c3d-1111-4222-8333-944455566678";
  const told = (message: string, input: Readonly<Record<string, unknown>> = {}, more: object = {}) =>
    doors.dataverse({
      MessageName: message,
      PrimaryEntityId: rowId.toUpperCase(),
      InputParameters: Object.entries(input).map(([key, value]) => ({ key, value })),
      ...more,
    });

  beforeAll(async () => {
    doors = await openDoors({ clock });
  });
  afterEach(() => doors.workOff());
  afterAll(() => doors?.close());

  it.each(["Create", "Update", "Delete"])(
    "%s queues it in its mapping, and somebody is reminded",
    async (message) => {
      const before = doors.reminders();
      const CorrelationId = randomUUID();
      expect(await told(message, { Target: target(rowId, { lastname: "Byron" }) }, { CorrelationId })).toBe(
        202,
      );
      const rows = await doors.database.query(
        `select mapping_id as mapping, record_key as key, why, correlation_id as correlation from wave_sync.change`,
      );
      expect(rows).toEqual([
        { mapping: doors.mapping.id, key: `row:${rowId}`, why: "event", correlation: CorrelationId },
      ]);
      expect(doors.reminders()).toBe(before + 1);
    },
  );

  it("a merge queues both: the one that stays and the one that was taken up", async () => {
    const reference = { __type: "EntityReference:x", Id: rowId, LogicalName: "contact" };
    await told("Merge", { Target: reference, SubordinateId: other, PerformParentingChecks: false });
    expect(await doors.queued()).toEqual([`row:${rowId}`, `row:${other}`]);
  });

  it("queues it although its parameters were too large to be sent", async () => {
    const context = { MessageName: "Update", PrimaryEntityId: rowId, InputParameters: undefined };
    await doors.dataverse(context, { "x-ms-dynamics-msg-size-exceeded": "true" });
    expect(await doors.queued()).toEqual([`row:${rowId}`]);
  });

  it("queues it once, however often it changes before somebody looks", async () => {
    for (let n = 0; n < 3; n++) await told("Update", { Target: target(rowId, { lastname: `Byron ${n}` }) });
    expect(await doors.queued()).toEqual([`row:${rowId}`]);
  });

  it("does nothing for a table, or in a mapping, that is not synced", async () => {
    expect(await told("Update", {}, { PrimaryEntityName: "account" })).toBe(202);
    const known = async (mapping: KnownMapping) => {
      await saveKnownMappings(doors.database, doors.environment.id, [mapping]);
      // The doors keep what they know for a second.
      aheadMs += 1_000;
    };
    await known({ ...doors.mapping, active: false });
    expect(await told("Update", { Target: target(rowId, { lastname: "Byron" }) })).toBe(202);
    await known(doors.mapping);
    expect(await doors.queued()).toEqual([]);
  });

  it.each(["Assign", "wave_Unknown"])("does nothing for the message %s", async (message) => {
    expect(await told(message)).toBe(202);
    expect(await doors.queued()).toEqual([]);
  });

  it("is believed with the environment's key only", async () => {
    const context = { MessageName: "Update", PrimaryEntityId: rowId };
    expect(await doors.dataverse(context, { "x-wave-sync-key": "wrong" })).toBe(401);
    expect(await doors.queued()).toEqual([]);
  });

  it("is not answered as taken when it could not be: the platform tells it again, or shows the failed job", async () => {
    await doors.database.query("alter table wave_sync.change rename to change_away");
    expect(await told("Update", { Target: target(rowId, { lastname: "Byron" }) })).toBe(503);
    await doors.database.query("alter table wave_sync.change_away rename to change");
    expect(await told("Update", { Target: target(rowId, { lastname: "Byron" }) })).toBe(202);
    expect(await doors.queued()).toEqual([`row:${rowId}`]);
  });
});
