import type { Sql } from "../database/database";
import type { Result } from "../pipeline/item";
import { concernsEverything } from "../pipeline/problems";
import { endWakes, postponeWakes, type RecordName, type Wake } from "../state/wakes";
import { growingPause, SECOND_TRY_MS } from "./pauses";
import type { Chunk } from "./work-on-wakes";

/**
 * What becomes of woken records once something has become of their work; belongs into the transaction of the outcome. Done, or
 * failed for their own reasons twice: off the list, the failure is told on the record. Failed once: one more try. A side was
 * away: later, with a pause that grows.
 */
export async function endChunk(
  sql: Sql,
  { environmentId, owner, parts }: Pick<Chunk, "environmentId" | "owner" | "parts">,
  wakes: readonly Wake[],
  results: readonly Result[],
): Promise<void> {
  const { clock, metrics } = parts;
  const done: Wake[] = [];
  const waiting = new Map<number, Wake[]>();
  for (const wake of wakes) {
    const result = results.find((each) => isOf(each, wake.name));
    const pause = result ? pauseAfter(result, wake) : null;
    if (pause === null) done.push(wake);
    else waiting.set(pause, [...(waiting.get(pause) ?? []), wake]);
    metrics.wakes.inc({ result: pause === null ? (result?.outcome ?? "unchanged") : "postponed" });
    if (wake.why === "event" && (result?.outcome === "created" || result?.outcome === "updated"))
      metrics.eventSeconds.observe(Math.max(0, clock.now().getTime() - wake.wokenOn.getTime()) / 1000);
  }
  await endWakes(sql, environmentId, owner, done);
  for (const [pause, each] of waiting) await postponeWakes(sql, environmentId, owner, each, pause);
  for (const { outcome } of results)
    metrics.records.inc({ environment: environmentId, door: "event", outcome });
}

function isOf({ externalId, item, rowId }: Result, name: RecordName): boolean {
  return "rowId" in name
    ? [rowId, item.rowId, item.movedFrom?.id].includes(name.rowId.toLowerCase())
    : [externalId, item.externalId].includes(name.externalId);
}

/** Milliseconds until the next try; null when there is none. */
function pauseAfter({ cause, issue, memory, outcome, retryAfterMs }: Result, wake: Wake): number | null {
  if (outcome !== "failed" || !issue) return null;
  if (concernsEverything((cause ?? issue).code)) return growingPause(wake.attempts, retryAfterMs);
  return memory && !memory.parked ? SECOND_TRY_MS : null;
}
