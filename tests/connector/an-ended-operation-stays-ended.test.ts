import { randomUUID } from "node:crypto";
import { OperationStatus } from "../../core/generated/schema";
import { noOutcomes } from "../../core/outcome";
import { systemClock } from "../../connector/clock/clock";
import { DataverseClient } from "../../connector/dataverse/client";
import { Governor } from "../../connector/dataverse/governor";
import { createTokenSource } from "../../connector/dataverse/sign-in";
import { Transport } from "../../connector/dataverse/transport";
import { OperationRow } from "../../connector/operations/operation-row";
import { LeaseLostError } from "../../connector/state/lease";
import type { Operation } from "../../connector/state/operations";
import { askRow } from "../support/ask-row";
import { startDynamics, type Dynamics } from "./support/dynamics";

describe("the row of an operation that two workers have taken, one after the other", () => {
  let dynamics: Dynamics;
  let worker: (id: string) => OperationRow;

  beforeAll(async () => {
    dynamics = await startDynamics();
    const tokens = createTokenSource(dynamics.url, {
      ...{ authority: `${dynamics.url}/local`, clientId: "admin", clientSecret: "local" },
    });
    const client = new DataverseClient(new Transport(dynamics.url, tokens, new Governor()));
    worker = (id) => {
      const request = { table: "contact", recordIds: [randomUUID()] };
      const operation = { id, kind: "push", request, takenOn: new Date(), correlationId: randomUUID() };
      return new OperationRow(client, operation as unknown as Operation, {}, systemClock);
    };
  });
  afterAll(() => dynamics?.close());

  const statusOf = (id: string) =>
    dynamics.rows("wave_operation").find((row) => row.id === id)!.values.wave_operationstatus;
  const asked = async () => {
    const parameters = { OperationId: randomUUID(), Table: "contact", RecordIds: [randomUUID()] };
    await dynamics.as("seller", "POST", "wave_operations", askRow("wave_Push", parameters));
    return parameters.OperationId;
  };
  const end = {
    succeeded: true,
    result: { version: 1, counts: noOutcomes(), records: [] },
    connectionId: null,
  };

  it("stays ended when the one who stood still goes on", async () => {
    const id = await asked();
    const [slow, quick] = [worker(id), worker(id)];
    const { etag } = await slow.read();
    await quick.begin(etag);
    await quick.finish(end as never, null);
    await expect(slow.begin(etag)).rejects.toThrow(LeaseLostError);
    expect(statusOf(id)).toBe(OperationStatus.Succeeded);
    expect(await slow.read()).toMatchObject({ ended: "succeeded" });
  });

  it("says that it is running whoever has touched it meanwhile, as long as nobody has ended it", async () => {
    const id = await asked();
    const row = worker(id);
    const { etag, ended } = await row.read();
    expect(ended).toBeNull();
    await dynamics.as("admin", "PATCH", `wave_operations(${id})`, { wave_name: "touched" });
    await row.begin(etag);
    expect(statusOf(id)).toBe(OperationStatus.Running);
  });
});
