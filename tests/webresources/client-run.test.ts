import { ClientError, runOperation } from "../../webresources/client";
import { finishedRow, workingRow } from "./support/fake-rows";
import { FakeTransport } from "./support/fake-transport";

const INPUT = {
  operationId: "11111111-1111-4111-8111-111111111111",
  table: "contact",
  recordIds: ["22222222-2222-4222-8222-222222222222"],
};
const DONE = finishedRow([{ recordId: "r", outcome: "updated" }]);
const silence = () => new Promise<void>(() => undefined);

function run(transport: FakeTransport, signal?: AbortSignal) {
  return runOperation("push", INPUT, { transport, signal }).then(
    (answer) => ({ answer, error: undefined }),
    (error: unknown) => ({ answer: undefined, error }),
  );
}

describe("one click", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("calls the Custom API once and reads the answer", async () => {
    const transport = new FakeTransport().finds(DONE);
    const { answer } = await run(transport);
    expect(answer?.records).toEqual([{ recordId: "r", outcome: "updated" }]);
    expect(answer?.connectionName).toBe("Wave");
    expect(transport.executed).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("tried again sends the same OperationId, so that the work is done once", async () => {
    const transport = new FakeTransport().callEnds(new ClientError("CONNECTOR_UNREACHABLE")).finds(DONE);
    expect((await run(transport)).error).toMatchObject({ code: "CONNECTOR_UNREACHABLE" });
    expect((await run(transport)).answer?.state).toBe("succeeded");
    expect(transport.executed.map((request) => request.OperationId)).toEqual([
      INPUT.operationId,
      INPUT.operationId,
    ]);
  });

  it("says within five seconds that the connector does not answer", async () => {
    const outcome = run(new FakeTransport().callEnds(silence()));
    await jest.advanceTimersByTimeAsync(4_999);
    expect((await outcome).error).toMatchObject({ code: "CONNECTOR_UNREACHABLE" });
  });

  it("says so even when the look for the operation does not come back either", async () => {
    const outcome = run(
      new FakeTransport().callEnds(silence()).finds(new Promise<undefined>(() => undefined)),
    );
    await jest.advanceTimersByTimeAsync(4_999);
    expect((await outcome).error).toMatchObject({ code: "CONNECTOR_UNREACHABLE" });
  });

  it("waits on when the call is slow but the connector has begun", async () => {
    const transport = new FakeTransport().callEnds(silence()).finds(workingRow(), workingRow(), DONE);
    const outcome = run(transport);
    await jest.advanceTimersByTimeAsync(10_000);
    expect((await outcome).answer?.state).toBe("succeeded");
  });

  it("a call that fails after we stopped waiting is told once and crashes nothing", async () => {
    let fail: (error: Error) => void = () => undefined;
    const late = new Promise<void>((_resolve, reject) => (fail = reject));
    const outcome = run(new FakeTransport().callEnds(late));
    await jest.advanceTimersByTimeAsync(5_000);
    expect((await outcome).error).toMatchObject({ code: "CONNECTOR_UNREACHABLE" });
    fail(new ClientError("CONNECTOR_UNREACHABLE"));
    await jest.advanceTimersByTimeAsync(0);
  });

  it("stopped by the person, nothing is asked any more", async () => {
    const controller = new AbortController();
    const transport = new FakeTransport().callEnds(silence());
    const outcome = run(transport, controller.signal);
    await jest.advanceTimersByTimeAsync(100);
    controller.abort();
    expect((await outcome).error).toMatchObject({ name: "AbortError" });
    await jest.advanceTimersByTimeAsync(20_000);
    expect(transport.queries).toHaveLength(0);
    expect(jest.getTimerCount()).toBe(0);
  });
});
