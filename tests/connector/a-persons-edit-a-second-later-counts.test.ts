import { randomUUID } from "node:crypto";
import { rememberOwnWrites } from "../../connector/state/own-writes";
import { CONTACT_COLUMNS, openDoors, target, type Doors } from "./support/doors";

describe("a person's edit after ours, under the same user", () => {
  let doors: Doors;
  let rowId: string;

  const weWrote = (jobtitle: string) =>
    rememberOwnWrites(
      doors.database,
      doors.environment.id,
      "contact",
      [{ recordId: rowId, values: { jobtitle } }],
      CONTACT_COLUMNS,
    );
  /** Whether the row was queued. */
  const told = async (jobtitle: string) => {
    await doors.workOff();
    await doors.dataverse({
      MessageName: "Update",
      PrimaryEntityId: rowId,
      InputParameters: [{ key: "Target", value: target(rowId, { jobtitle }) }],
    });
    return (await doors.queued()).includes(`row:${rowId}`);
  };

  beforeAll(async () => {
    doors = await openDoors();
  });
  beforeEach(async () => {
    rowId = randomUUID();
    await weWrote("Ours");
  });
  afterAll(() => doors?.close());

  it("queues the row", async () => {
    expect(await told("Ours")).toBe(false);
    expect(await told("Hers")).toBe(true);
  });

  it("queues it even when she puts back what we had written", async () => {
    expect(await told("Ours")).toBe(false);
    expect(await told("Hers")).toBe(true);
    expect(await told("Ours")).toBe(true);
  });

  it("queues it when her change was told before our echo, or our echo never came", async () => {
    expect(await told("Hers")).toBe(true);
    expect(await told("Ours")).toBe(true);
  });

  it("is told apart from our next write", async () => {
    expect(await told("Ours")).toBe(false);
    expect(await told("Hers")).toBe(true);
    await weWrote("Ours again");
    expect(await told("Ours again")).toBe(false);
    expect(await told("Ours again")).toBe(true);
  });
});
