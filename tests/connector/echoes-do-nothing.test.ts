import { randomUUID } from "node:crypto";
import type { Values } from "../../core/records";
import { saveLinks } from "../../connector/state/links";
import { rememberOwnWrites } from "../../connector/state/own-writes";
import { CONTACT_COLUMNS, openDoors, target, type Doors } from "./support/doors";

const OWNER = "0d2e6b1c-93d2-4c76-a2e3-0c7a7e1f4b11";

describe("the echo of our own write", () => {
  let doors: Doors;
  let rowId: string;

  const weWrote = (values: Values) =>
    rememberOwnWrites(
      doors.database,
      doors.environment.id,
      "contact",
      [{ recordId: rowId, values }],
      CONTACT_COLUMNS,
    );
  const told = (message: string, attributes: Readonly<Record<string, unknown>>) =>
    doors.dataverse({
      MessageName: message,
      PrimaryEntityId: rowId,
      InputParameters: [{ key: "Target", value: target(rowId, attributes) }],
    });

  beforeAll(async () => {
    doors = await openDoors();
  });
  beforeEach(() => {
    rowId = randomUUID();
  });
  afterEach(() => doors.workOff());
  afterAll(() => doors?.close());

  it("of an update queues nothing, whatever the platform sets beside it", async () => {
    await weWrote({ jobtitle: "Chief", emailaddress1: "Ada@Example.test", ownerid: OWNER, statecode: 1 });
    const status = await told("Update", {
      contactid: rowId,
      jobtitle: "Chief",
      emailaddress1: "ada@example.test",
      ownerid: { __type: "EntityReference:x", Id: OWNER.toUpperCase(), LogicalName: "systemuser" },
      statecode: { __type: "OptionSetValue:x", Value: 1 },
      modifiedon: "/Date(1772352000000)/",
      wave_syncstatus: { __type: "OptionSetValue:x", Value: 628140000 },
    });
    expect(status).toBe(202);
    expect(await doors.queued()).toEqual([]);
    expect(doors.reminders()).toBe(0);
  });

  it("of emptying a column queues nothing", async () => {
    await weWrote({ jobtitle: null });
    await told("Update", { jobtitle: null });
    expect(await doors.queued()).toEqual([]);
  });

  it("of a create queues nothing, although the platform has filled in the rest", async () => {
    await weWrote({ firstname: "Ada", lastname: "Lovelace" });
    await told("Create", {
      firstname: "Ada",
      lastname: "Lovelace",
      ownerid: { __type: "EntityReference:x", Id: OWNER, LogicalName: "systemuser" },
      statecode: { __type: "OptionSetValue:x", Value: 0 },
    });
    expect(await doors.queued()).toEqual([]);
  });

  it("of a delete queues nothing: the link has ended", async () => {
    const scope = {
      environmentId: doors.environment.id,
      connectionId: doors.connectionId,
      systemObject: "contact",
    };
    const link = { externalId: "clx1", table: "contact", recordId: rowId, base: null };
    await saveLinks(doors.database, scope, [{ ...link, ended: "deletedInSystem" }]);
    await doors.dataverse({ MessageName: "Delete", PrimaryEntityId: rowId });
    expect(await doors.queued()).toEqual([]);
    await saveLinks(doors.database, scope, [{ ...link, ended: null }]);
    await doors.dataverse({ MessageName: "Delete", PrimaryEntityId: rowId });
    expect(await doors.queued()).toEqual([`row:${rowId}`]);
  });

  it.each([
    ["another value", { jobtitle: "Head" }],
    ["our value and one we did not write", { jobtitle: "Chief", lastname: "Byron" }],
    ["a row of which we wrote other columns", { lastname: "Byron" }],
    [
      "a value of a form we do not know",
      { jobtitle: { __type: "BooleanManagedProperty:x", CanBeChanged: true } },
    ],
  ])("is not %s: that queues the row", async (_name, attributes) => {
    await weWrote({ jobtitle: "Chief" });
    await told("Update", attributes);
    expect(await doors.queued()).toEqual([`row:${rowId}`]);
  });
});
