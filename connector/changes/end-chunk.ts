import type { IssueCode } from "../../core/issues/codes";
import { backOff } from "../clock/back-off";
import type { Sql } from "../database/database";
import type { Result } from "../pipeline/item";
import { concernsEverything, waitsForTheSystem } from "../pipeline/problems";
import { endChanges, postponeChanges, type RecordName, type Change } from "../state/changes";
import { hasOpenRun } from "../state/runs";
import { BACK_OFF, SECOND_TRY_MS, WHILE_A_RUN_READS } from "./pauses";
import type { Chunk } from "./work-on-changes";

/**
 * What becomes of queued records once something has become of their work; belongs into the transaction of the outcome. Done, or
 * failed for their own reasons twice: off the list, the failure is told on the record. Failed once: one more try. A side was
 * away: later, with a pause that grows.
 */
export async function endChunk(
  sql: Sql,
  { environmentId, owner, parts }: Pick<Chunk, "environmentId" | "owner" | "parts">,
  changes: readonly Change[],
  results: readonly Result[],
): Promise<void> {
  const { clock, metrics } = parts;
  const done: Change[] = [];
  const reading = await mayStillCome(sql, environmentId, changes, results);
  const waiting = new Map<number, Change[]>();
  for (const change of changes) {
    const result = results.find((each) => isOf(each, change.name));
    const stays = reading && isApart(result) ? backOff(WHILE_A_RUN_READS, change.attempts) : null;
    const pause = (result && pauseAfter(result, change)) ?? stays;
    if (pause === null) done.push(change);
    else waiting.set(pause, [...(waiting.get(pause) ?? []), change]);
    metrics.changes.inc({ result: pause === null ? (result?.outcome ?? "unchanged") : "postponed" });
    if (change.why === "event" && (result?.outcome === "created" || result?.outcome === "updated"))
      metrics.eventSeconds.observe(Math.max(0, clock.now().getTime() - change.queuedOn.getTime()) / 1000);
  }
  noticeAway(parts, changes, results);
  await endChanges(sql, environmentId, owner, done);
  for (const [pause, each] of waiting) await postponeChanges(sql, environmentId, owner, each, pause);
  for (const { outcome } of results)
    metrics.records.inc({ environment: environmentId, trigger: "event", outcome });
}

/**
 * A run may have read a record before it was changed or deleted, and link it, as it was then, after we have come to nothing with it.
 * Nobody would tell of that change again.
 */
async function mayStillCome(
  sql: Sql,
  environmentId: string,
  changes: readonly Change[],
  results: readonly Result[],
): Promise<boolean> {
  const apart = changes.some(({ name }) => isApart(results.find((each) => isOf(each, name))));
  return apart && hasOpenRun(sql, environmentId, changes[0]!.mappingId);
}

/** Nothing has joined it to anything, neither before nor now. */
function isApart(result: Result | undefined): boolean {
  if (!result) return true;
  const { externalId, item, outcome, rowId, settled } = result;
  if (settled) return false;
  const joined = outcome !== "failed" && outcome !== "skipped" && externalId !== null && rowId !== null;
  return item.link === null && !joined;
}

/** A side is away when most records could do nothing for it; a single one that was not answered says nothing about it. */
function noticeAway(parts: Chunk["parts"], changes: readonly Change[], results: readonly Result[]): void {
  const mappingId = changes[0]?.mappingId;
  if (mappingId === undefined || results.length === 0) return;
  const away = results.filter(({ cause, issue }) => isAway((cause ?? issue)?.code));
  if (away.length * 2 < results.length) return parts.breaker.close(mappingId);
  const side = away.every(({ issue }) => waitsForTheSystem(issue!.code)) ? "system" : "dataverse";
  parts.breaker.open(mappingId, side, Math.max(...away.map(({ retryAfterMs }) => retryAfterMs ?? 0)));
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
function pauseAfter({ cause, issue, memory, outcome, retryAfterMs }: Result, change: Change): number | null {
  if (outcome !== "failed" || !issue) return null;
  // What could not even be reported stays on the list.
  if (memory === undefined || concernsEverything((cause ?? issue).code))
    return backOff(BACK_OFF, change.attempts, retryAfterMs);
  return memory && !memory.parked ? SECOND_TRY_MS : null;
}
