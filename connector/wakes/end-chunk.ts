import type { IssueCode } from "../../core/issues/codes";
import type { Sql } from "../database/database";
import type { Result } from "../pipeline/item";
import { concernsEverything } from "../pipeline/problems";
import { endWakes, postponeWakes, type RecordName, type Wake } from "../state/wakes";
import { breathersOf } from "./breather";
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
  noticeAway(parts, wakes, results);
  await endWakes(sql, environmentId, owner, done);
  for (const [pause, each] of waiting) await postponeWakes(sql, environmentId, owner, each, pause);
  for (const { outcome } of results)
    metrics.records.inc({ environment: environmentId, door: "event", outcome });
}

/** A side is away when most records could do nothing for it; a single one that was not answered says nothing about it. */
function noticeAway(parts: Chunk["parts"], wakes: readonly Wake[], results: readonly Result[]): void {
  const mappingId = wakes[0]?.mappingId;
  if (mappingId === undefined || results.length === 0) return;
  const away = results.filter(({ cause, issue }) => isAway((cause ?? issue)?.code));
  if (away.length * 2 < results.length) return breathersOf(parts).end(mappingId);
  breathersOf(parts).begin(mappingId, Math.max(...away.map(({ retryAfterMs }) => retryAfterMs ?? 0)));
}

/** Somebody editing a row at this moment is no side that is away. */
function isAway(code: IssueCode | undefined): boolean {
  return code !== undefined && code !== "RECORD_BUSY" && concernsEverything(code);
}

function isOf({ externalId, item, rowId }: Result, name: RecordName): boolean {
  return "rowId" in name
    ? [rowId, item.rowId, item.movedFrom?.id].includes(name.rowId.toLowerCase())
    : [externalId, item.externalId].includes(name.externalId);
}

/** Milliseconds until the next try; null when there is none. */
function pauseAfter({ cause, issue, memory, outcome, retryAfterMs }: Result, wake: Wake): number | null {
  if (outcome !== "failed" || !issue) return null;
  // What could not even be reported stays on the list.
  if (memory === undefined || concernsEverything((cause ?? issue).code))
    return growingPause(wake.attempts, retryAfterMs);
  return memory && !memory.parked ? SECOND_TRY_MS : null;
}
