import { ClientError, inChunks, planClick, runMany } from "../../webresources/client";
import type { RecordResult } from "../../core/operation/types";
import { failedRow, finishedRow } from "./support/fake-rows";
import { FakeTransport } from "./support/fake-transport";

const guid = (n: number) => `00000000-0000-4000-8000-${String(n).padStart(12, "0")}`;
const guids = (count: number) => Array.from({ length: count }, (_, n) => guid(n));
const updated = (count: number): RecordResult[] =>
  guids(count).map((recordId) => ({ recordId, outcome: "updated" }));

describe("a selection", () => {
  it("of up to 250 is one call", () => {
    expect(planClick({ table: "contact", recordIds: guids(250) })).toHaveLength(1);
  });

  it("of more is cut into calls of 250, each with an id of its own", () => {
    const calls = planClick({ table: "contact", recordIds: guids(600) });
    expect(calls.map((call) => call.recordIds.length)).toEqual([250, 250, 100]);
    expect(new Set(calls.map((call) => call.operationId)).size).toBe(3);
    expect(calls.flatMap((call) => call.recordIds)).toEqual(guids(600));
  });

  it("counts a record once, however it is spelled", () => {
    const [call] = planClick({ table: "contact", recordIds: [guid(1), `{${guid(1).toUpperCase()}}`] });
    expect(call?.recordIds).toEqual([guid(1)]);
  });

  it("of nothing is no call", () => {
    expect(inChunks([])).toEqual([]);
  });

  it("adds the outcomes of its calls and tells progress over all", async () => {
    const transport = new FakeTransport().finds(finishedRow(updated(250)), finishedRow(updated(50)));
    const progress: string[] = [];
    const answer = await runMany("push", planClick({ table: "contact", recordIds: guids(300) }), {
      transport,
      onProgress: (done, total) => progress.push(`${done}/${total}`),
    });
    expect(answer.counts.updated).toBe(300);
    expect(answer.notDone).toBe(0);
    expect(progress[0]).toBe("0/300");
    expect(progress).toContain("250/300");
    expect(progress.at(-1)).toBe("300/300");
  });

  it("whose second call does not get through says what landed and what did not", async () => {
    const transport = new FakeTransport()
      .callEnds(undefined as never, new ClientError("CONNECTOR_UNREACHABLE"))
      .finds(finishedRow(updated(250)));
    const calls = planClick({ table: "contact", recordIds: guids(600) });
    const answer = await runMany("push", calls, { transport });
    expect(answer).toMatchObject({ notDone: 350, problem: { code: "CONNECTOR_UNREACHABLE" } });
    expect(answer.counts.updated).toBe(250);
    expect(answer.reference).toBe(calls[1]?.operationId);
    expect(transport.executed).toHaveLength(2);
  });

  it("whose operation failed as a whole carries its problem", async () => {
    const transport = new FakeTransport().finds(failedRow("NEEDS_SIGN_IN", "Signed out.", "Sign in."));
    const answer = await runMany("push", planClick({ table: "contact", recordIds: guids(2) }), { transport });
    expect(answer).toMatchObject({ notDone: 2, problem: { code: "NEEDS_SIGN_IN" } });
  });

  it("stopped on the way ends with an abort, not with a report", async () => {
    const controller = new AbortController();
    controller.abort();
    const run = runMany("push", planClick({ table: "contact", recordIds: guids(2) }), {
      transport: new FakeTransport(),
      signal: controller.signal,
    });
    await expect(run).rejects.toMatchObject({ name: "AbortError" });
  });
});
