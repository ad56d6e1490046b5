import { ClientError, pollAnswer } from "../../webresources/client";
import { failedRow, finishedRow, workingRow } from "./support/fake-rows";
import { FakeTransport } from "./support/fake-transport";

const ID = "11111111-1111-4111-8111-111111111111";
const DONE = finishedRow([{ recordId: "r", outcome: "updated" }]);

/** Starts watching and keeps the end in view, so that a rejection is never unhandled. */
function watch(transport: FakeTransport, options: { limitMs?: number; signal?: AbortSignal } = {}) {
  const seen: string[] = [];
  const end = pollAnswer(transport, ID, {
    limitMs: 60_000,
    ...options,
    onAnswer: (answer) => seen.push(`${answer.state} ${answer.done}/${answer.total}`),
  });
  const outcome = end.then(
    (answer) => ({ answer, error: undefined }),
    (error: unknown) => ({ answer: undefined, error }),
  );
  return { seen, outcome };
}

describe("watching an operation", () => {
  beforeEach(() => jest.useFakeTimers());
  afterEach(() => jest.useRealTimers());

  it("looks at once: one record is mostly done by then", async () => {
    const transport = new FakeTransport().finds(DONE);
    const { answer } = await watch(transport).outcome;
    expect(answer?.state).toBe("succeeded");
    expect(transport.queries).toHaveLength(1);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("asks by a query for the one row, so that a row not there yet is no error", async () => {
    const transport = new FakeTransport().finds(DONE);
    await watch(transport).outcome;
    expect(transport.queries[0]).toContain(`$filter=wave_operationid eq ${ID}`);
  });

  it("looks again after 400 ms, then ever later, at most every 3 seconds", async () => {
    const transport = new FakeTransport().finds(workingRow());
    const controller = new AbortController();
    const { outcome } = watch(transport, { signal: controller.signal });
    const times: number[] = [];
    let looks = 0;
    for (let ms = 0; ms <= 16_000; ms += 50) {
      if (transport.queries.length > looks) {
        looks = transport.queries.length;
        times.push(ms);
      }
      await jest.advanceTimersByTimeAsync(50);
    }
    const pauses = times.slice(1).map((time, index) => time - (times[index] ?? 0));
    expect(pauses.slice(0, 3)).toEqual([400, 600, 900]);
    expect(Math.max(...pauses)).toBeLessThanOrEqual(3_050);
    expect(pauses.at(-1)).toBeGreaterThanOrEqual(2_950);
    controller.abort();
    await outcome;
  });

  it("tells progress on the way, and waits for a row that is not there yet", async () => {
    const transport = new FakeTransport().finds(undefined, workingRow(10, 250), workingRow(200, 250), DONE);
    const { seen, outcome } = watch(transport);
    await jest.advanceTimersByTimeAsync(5_000);
    expect((await outcome).answer?.state).toBe("succeeded");
    expect(seen).toEqual(["working 10/250", "working 200/250", "succeeded 1/1"]);
  });

  it("ends with the operation's own problem when it failed", async () => {
    const transport = new FakeTransport().finds(
      failedRow("SYSTEM_UNREACHABLE", "Wave is down.", "Try later."),
    );
    const { answer } = await watch(transport).outcome;
    expect(answer).toMatchObject({
      state: "failed",
      problem: { code: "SYSTEM_UNREACHABLE", message: "Wave is down.", nextStep: "Try later." },
      reference: "c0ffee00-0000-4000-8000-000000000002",
    });
  });

  it("gives up watching after the limit and says that the work goes on", async () => {
    const { outcome } = watch(new FakeTransport().finds(workingRow()), { limitMs: 10_000 });
    await jest.advanceTimersByTimeAsync(10_000);
    expect((await outcome).error).toMatchObject({ code: "STILL_WORKING" });
    expect(jest.getTimerCount()).toBe(0);
  });

  it("stops at once when the form closes", async () => {
    const transport = new FakeTransport().finds(workingRow());
    const controller = new AbortController();
    const { outcome } = watch(transport, { signal: controller.signal });
    await jest.advanceTimersByTimeAsync(500);
    const looks = transport.queries.length;
    controller.abort();
    expect((await outcome).error).toMatchObject({ name: "AbortError" });
    await jest.advanceTimersByTimeAsync(10_000);
    expect(transport.queries).toHaveLength(looks);
    expect(jest.getTimerCount()).toBe(0);
  });

  it("lives through a few failed looks", async () => {
    const lost = new ClientError("DATAVERSE_UNAVAILABLE");
    const { outcome } = watch(new FakeTransport().finds(lost, lost, DONE));
    await jest.advanceTimersByTimeAsync(5_000);
    expect((await outcome).answer?.state).toBe("succeeded");
  });

  it("gives up after the fifth failed look in a row", async () => {
    const transport = new FakeTransport().finds(new ClientError("DATAVERSE_UNAVAILABLE"));
    const { outcome } = watch(transport);
    await jest.advanceTimersByTimeAsync(30_000);
    expect((await outcome).error).toMatchObject({ code: "DATAVERSE_UNAVAILABLE" });
    expect(transport.queries).toHaveLength(5);
  });

  it("waits as long as a throttled platform asks", async () => {
    const transport = new FakeTransport().finds(new ClientError("DATAVERSE_THROTTLED", "429", 7), DONE);
    const { outcome } = watch(transport);
    await jest.advanceTimersByTimeAsync(6_900);
    expect(transport.queries).toHaveLength(1);
    await jest.advanceTimersByTimeAsync(200);
    expect((await outcome).answer?.state).toBe("succeeded");
  });

  it("does not repeat a look that was refused", async () => {
    const transport = new FakeTransport().finds(new ClientError("NO_PRIVILEGE"));
    expect((await watch(transport).outcome).error).toMatchObject({ code: "NO_PRIVILEGE" });
    expect(transport.queries).toHaveLength(1);
  });
});
