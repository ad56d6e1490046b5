import { randomUUID } from "node:crypto";
import { MappingStatus, OperationStatus } from "../../../core/generated/schema";
import { DataverseError } from "../../../connector/dataverse/dataverse-error";
import { workOnOperation } from "../../../connector/operations/work-on-operation";
import { takeOperation } from "../../../connector/state/operations";
import type { Queue } from "../../../connector/work/queue";
import { askRow } from "../../support/ask-row";
import { startEngine, type Engine } from "../support/engine";
import { asking, changeMapping } from "../support/policies";

/** Its end cannot be told while Dataverse is away, so that the work is done again some time later. */
describe("an operation whose end could not be told says what it did, whatever it finds the second time", () => {
  let engine: Engine;
  beforeAll(async () => void (engine = await startEngine()));
  afterAll(() => engine?.close());
  const wave = () => engine.dynamics.wave.store;
  const newRow = (lastname: string) =>
    engine.addRow({ firstname: "Ines", lastname, emailaddress1: `${lastname}@people.example` });
  const madeOf = (lastname: string) =>
    wave()
      .all()
      .find((contact) => contact.lastName === lastname)!.id;

  /** Somebody pushes rows; the end of that gets lost. Gives what does it again. */
  async function pushed(...rowIds: readonly string[]) {
    const { dynamics, database, environmentId, parts } = engine;
    const id = randomUUID();
    const request = { OperationId: id, Table: "contact", RecordIds: rowIds };
    await dynamics.as("seller", "POST", "wave_operations", askRow("wave_Push", request));
    await takeOperation(database, {
      ...{ environmentId, id, kind: "push", request: { table: "contact", recordIds: rowIds } },
      ...{ requestHash: id, correlationId: randomUUID() },
      askerId: (dynamics.platform.dataverse.get("wave_operation", id)!.values.createdby as { id: string }).id,
    });
    const { client } = await parts.environments.get(environmentId);
    const update = client.update.bind(client);
    const away = jest.spyOn(client, "update").mockImplementation(async (...asked) => {
      if ("wave_endedon" in asked[2]) throw new DataverseError("Away.", { status: 503 });
      return update(...asked);
    });
    const work = () => workOnOperation({ ...parts, queue: {} as Queue }, environmentId, id);
    await work();
    away.mockRestore();
    return async () => {
      await database.query(
        "update wave_sync.operation set lease_until = now() - interval '1 second', due_on = now() - interval '1 second' where id = $1",
        [id],
      );
      await work();
      return dynamics.platform.dataverse.get("wave_operation", id)!.values;
    };
  }

  it("a contact it has created counts as created, although its row was deleted since", async () => {
    const rowId = await newRow("Deleted");
    const again = await pushed(rowId);
    expect(madeOf("Deleted")).toBeDefined();
    await engine.dynamics.as("seller", "DELETE", `contacts(${rowId})`);
    expect(await again()).toMatchObject({
      ...{ wave_operationstatus: OperationStatus.Succeeded, wave_created: 1, wave_failed: 0 },
    });
  });

  it("and although both sides were changed since, about which a person is asked", async () => {
    const rowId = await newRow("Asked");
    const again = await pushed(rowId);
    await asking(engine.dynamics);
    wave().update(madeOf("Asked"), { jobTitle: "Head" });
    await engine.editRow(rowId, { jobtitle: "Chief" });
    expect(await again()).toMatchObject({ wave_created: 1, wave_conflict: 0, wave_code: "CONFLICT" });
  });

  it("also where the mapping was paused before the second time", async () => {
    const [one, two] = [await newRow("One"), await newRow("Two")];
    const again = await pushed(one, two);
    await changeMapping(engine.dynamics, { wave_mappingstatus: MappingStatus.Paused });
    const told = await again();
    expect(told).toMatchObject({
      ...{ wave_operationstatus: OperationStatus.Succeeded, wave_created: 2, wave_failed: 0 },
    });
    expect(told.wave_code ?? null).toBeNull();
  });
});
