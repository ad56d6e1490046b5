import { systemClock } from "../../../../connector/clock/clock";
import { SystemError } from "../../../../connector/systems/contract/system-error";
import { readRetryAfter, MAX_RETRY_AFTER_MS } from "../../../../connector/clock/retry-after";
import { FAILURES_WAITED_FOR, MAX_THROTTLED, retrying } from "../../../../connector/systems/base/retrying";

const call = { correlationId: "c" };
const request = { method: "GET", path: "/me" } as const;
const NOW = Date.parse("2026-01-01T00:00:00Z");

/** A transport that fails with each error in turn, then answers "done"; and the waits in between. */
function failing(...errors: SystemError[]) {
  const waits: number[] = [];
  const left = [...errors];
  const send = retrying(
    async () => {
      const error = left.shift();
      if (error) throw error;
      return "done";
    },
    { ...systemClock, sleep: async (ms) => void waits.push(ms) },
  );
  return { send: () => send(request, call), waits };
}
const down = () => new SystemError("SYSTEM_UNREACHABLE", "down");
const slower = (retryAfterMs?: number) => new SystemError("SYSTEM_THROTTLED", "429", { retryAfterMs });

describe("Retry-After", () => {
  it.each([
    ["seconds", "7", 7000],
    ["an HTTP date", "Thu, 01 Jan 2026 00:00:30 GMT", 30_000],
    ["a date in the past", "Thu, 01 Jan 2020 00:00:00 GMT", 0],
    ["longer than anybody waits", "999999", MAX_RETRY_AFTER_MS],
    ["no time at all", "0", 0],
    ["nonsense", "soon", undefined],
    ["an empty header", "", undefined],
    ["nothing", null, undefined],
  ])("reads %s", (_what, header, ms) => expect(readRetryAfter(header, NOW)).toBe(ms));
});

describe("trying again", () => {
  it("waits longer each time, and gives up", async () => {
    const { send, waits } = failing(down(), down(), down());
    await expect(send()).rejects.toMatchObject({ code: "SYSTEM_UNREACHABLE" });
    expect(waits).toHaveLength(FAILURES_WAITED_FOR);
    // Longer each time.
    expect(waits).toEqual([...new Set(waits)].sort((a, b) => a - b));
  });

  it("counts waiting politely apart from failing", async () => {
    const { send, waits } = failing(down(), slower(2000), slower(2000), slower(2000), down());
    expect(await send()).toBe("done");
    expect(waits).toHaveLength(5);
  });

  it("does not wait for ever on a system that keeps throttling", async () => {
    const { send, waits } = failing(...Array.from({ length: MAX_THROTTLED + 1 }, () => slower(10)));
    await expect(send()).rejects.toMatchObject({ code: "SYSTEM_THROTTLED" });
    expect(waits).toHaveLength(MAX_THROTTLED);
  });

  it("does not repeat what a person must put right", async () => {
    const { send, waits } = failing(new SystemError("SYSTEM_REJECTED", "no"));
    await expect(send()).rejects.toMatchObject({ code: "SYSTEM_REJECTED" });
    expect(waits).toEqual([]);
  });
});
