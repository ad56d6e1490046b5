import { randomUUID } from "node:crypto";
import type { Database } from "../../connector/database/database";
import { openDatabase } from "../../connector/database/open-database";
import { setEnvironmentStatus } from "../../connector/state/environments";
import { saveKnownMappings } from "../../connector/state/known-mappings";
import { openDoors, target, waveEvent } from "./support/doors";

describe("while Dataverse does not answer", () => {
  let database: Database;

  beforeAll(async () => {
    database = await openDatabase({});
  });
  afterAll(() => database?.close());

  it("events of both sides are taken, and stay until somebody can work on them", async () => {
    const doors = await openDoors({ database });
    const rowId = randomUUID();
    await setEnvironmentStatus(doors.database, doors.environment.id, "needsSignIn", null);
    expect((await doors.wave(waveEvent("evt_1", "clx1"))).status).toBe(202);
    const Target = target(rowId, { lastname: "Byron" });
    const status = await doors.dataverse({
      MessageName: "Update",
      PrimaryEntityId: rowId,
      InputParameters: [{ key: "Target", value: Target }],
    });
    expect(status).toBe(202);
    expect(await doors.queued()).toEqual(["external:clx1", `row:${rowId}`]);
    await doors.close();
  });

  it("an event nobody knows a mapping for is not taken: it is told again", async () => {
    const doors = await openDoors({ database, knowsMappings: false });
    expect((await doors.wave(waveEvent("evt_1", "clx1"))).status).toBe(503);
    expect((await doors.wave(waveEvent("evt_1", "clx1"))).status).toBe(503);
    await saveKnownMappings(doors.database, doors.environment.id, [doors.mapping]);
    expect((await doors.wave(waveEvent("evt_1", "clx1"))).status).toBe(202);
    expect(await doors.queued()).toEqual(["external:clx1"]);
    await doors.close();
  });

  it("the first event makes an environment's mappings known, the next do not ask again", async () => {
    let asked = 0;
    const doors = await openDoors({
      database,
      knowsMappings: false,
      configuredMappings: async (_database, environmentId) => {
        asked += 1;
        await saveKnownMappings(database, environmentId, [{ ...doors.mapping }]);
      },
    });
    for (const id of ["evt_1", "evt_2", "evt_3"]) {
      expect((await doors.wave(waveEvent(id, id))).status).toBe(202);
    }
    // Once because nothing was known, and once beside the work because that may be out of date.
    expect(asked).toBe(2);
    expect(await doors.queued()).toHaveLength(3);
    await doors.close();
  });
});
