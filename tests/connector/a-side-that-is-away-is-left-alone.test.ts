import { endChunk } from "../../connector/changes/end-chunk";
import type { Chunk } from "../../connector/changes/work-on-changes";
import type { Clock } from "../../connector/clock/clock";
import type { Sql } from "../../connector/database/database";
import { createMetrics } from "../../connector/metrics/metrics";
import { CircuitBreaker } from "../../connector/work/circuit-breaker";
import type { Change } from "../../connector/state/changes";
import { ended, type Item } from "../../connector/pipeline/item";
import type { IssueCode } from "../../core/issues/codes";

const MAPPING = "11111111-1111-4111-8111-111111111111";
const SECOND = 1_000;

/** Nothing is kept here: what is looked at is who is left alone, and for how long. */
const NOWHERE: Sql = { query: async () => [] };

function start() {
  let now = Date.UTC(2026, 0, 5);
  const clock: Clock = {
    now: () => new Date(now),
    elapsed: () => now,
    sleep: async () => {},
    every: () => () => {},
  };
  const breaker = new CircuitBreaker(clock);
  const parts = { clock, breaker, metrics: createMetrics() } as unknown as Chunk["parts"];
  return {
    later: (ms: number) => void (now += ms),
    rests: () => breaker.openOnes().includes(MAPPING),
    /** What became of a chunk: nothing was wrong with the first, the others failed for this. */
    ends: (fine: number, failed: number, code: IssueCode = "SYSTEM_UNREACHABLE") => {
      const ids = Array.from({ length: fine + failed }, (_, at) => `c${at}`);
      const changes = ids.map((externalId): Change => ({
        mappingId: MAPPING,
        name: { externalId },
        why: "event",
        correlationId: MAPPING,
        version: 1,
        attempts: 1,
        queuedOn: clock.now(),
      }));
      const results = ids.map((externalId, at) => {
        const item: Item = { system: null, row: null, externalId, rowId: null, link: null, base: null };
        return at < fine ? ended(item, "unchanged") : { ...ended(item, "failed", { code }), memory: null };
      });
      return endChunk(NOWHERE, { environmentId: MAPPING, owner: "-", parts }, changes, results);
    },
  };
}

describe("a mapping whose other side is away", () => {
  it.each([
    ["none of its records could be synced", 0, 4, true],
    ["half of them could not", 2, 2, true],
    ["fewer than half could not: those say nothing about the side", 3, 2, false],
    ["all of them could", 4, 0, false],
  ])("is left alone for a while where %s", async (_what, fine, failed, rests) => {
    const mapping = start();
    await mapping.ends(fine, failed);
    expect(mapping.rests()).toBe(rests);
  });

  it("is no side that is away where somebody keeps editing the rows", async () => {
    const mapping = start();
    await mapping.ends(0, 4, "RECORD_BUSY");
    expect(mapping.rests()).toBe(false);
  });

  it("is left alone twice as long each time it still is, and at once no more when it answers", async () => {
    const mapping = start();
    await mapping.ends(0, 1);
    mapping.later(1.5 * SECOND);
    expect(mapping.rests()).toBe(false);
    await mapping.ends(0, 1);
    mapping.later(1.5 * SECOND);
    expect(mapping.rests()).toBe(true);
    await mapping.ends(1, 0);
    expect(mapping.rests()).toBe(false);
  });

  it("is not left alone longer because of work that was under way when it went away", async () => {
    const mapping = start();
    await mapping.ends(0, 1);
    mapping.later(0.5 * SECOND);
    for (let n = 0; n < 5; n++) await mapping.ends(0, 1);
    mapping.later(0.6 * SECOND);
    expect(mapping.rests()).toBe(false);
  });
});
