import type { IssueCode } from "../../../core/issues/codes";
import { isIgnored, isParked, rememberFailure, type FailureMemory } from "../../../core/sync/parked";
import { failuresOf } from "../../state/failures";
import { ended, type Item, type Result } from "../item";
import { concernsTheRecord } from "../problems";
import { failureKeys, stateOf } from "../report/save-results";
import { isUnattended, type Sync } from "../sync";
import { speaker, spoken } from "../report/words";

type Memories = ReadonlyMap<string, FailureMemory>;

async function memoriesOf(sync: Sync, items: readonly Item[]): Promise<(item: Item) => FailureMemory | null> {
  const keys = items.flatMap((item) => failureKeys(sync, item));
  const known: Memories = await failuresOf(sync.database, sync.runtime.environment.id, keys);
  return (item) =>
    failureKeys(sync, item)
      .map((key) => known.get(key))
      .find((memory) => memory !== undefined) ?? null;
}

/**
 * Leaves out records that failed in the same way twice and have not changed since, and those somebody wants left alone. On
 * demand nothing is left out: the person who asks is the one who acts.
 */
export async function leaveParked(
  sync: Sync,
  items: readonly Item[],
): Promise<{ readonly rest: readonly Item[]; readonly parked: readonly Result[] }> {
  if (!isUnattended(sync)) return { rest: items, parked: [] };
  const memoryOf = await memoriesOf(sync, items);
  const rest: Item[] = [];
  const parked: Result[] = [];
  for (const item of items) {
    const memory = memoryOf(item);
    if (memory === null) rest.push(item);
    else if (isIgnored(memory)) parked.push(ended(item, "skipped", { code: "IGNORED" }));
    else if (isParked(memory, stateOf(item), false)) parked.push(setAside(sync, item, memory));
    else rest.push(item);
  }
  return { rest, parked };
}

function setAside(sync: Sync, item: Item, memory: FailureMemory): Result {
  const details = spoken({ code: memory.code as IssueCode }, speaker(sync, sync.lcid)).message;
  return ended(item, "skipped", { code: "PARKED", params: { details } });
}

/**
 * What to remember of those that failed now. The second time in the same way parks the record, which is told at once: nothing
 * queues it any more that would tell it later. A person who asked hears of the failure itself.
 */
export async function rememberFailures(sync: Sync, results: readonly Result[]): Promise<readonly Result[]> {
  const failed = results.filter((result) => hasFailed(sync, result));
  if (failed.length === 0) return results;
  const memoryOf = await memoriesOf(
    sync,
    failed.map((result) => result.item),
  );
  return results.map((result): Result => {
    if (!hasFailed(sync, result)) return result;
    const { issue, item } = result;
    const failure = { code: issue!.code, state: stateOf(item) };
    const memory = rememberFailure(memoryOf(item), failure);
    if (!memory?.parked || memory.state !== failure.state || !isUnattended(sync))
      return { ...result, memory };
    const details = spoken(issue!, speaker(sync, sync.lcid)).message;
    return { ...result, memory, cause: issue, issue: { code: "PARKED", params: { details } } };
  });
}

/** Failed, and nothing is remembered of it yet. What whoever asked may not do says nothing about the record. */
function hasFailed(sync: Sync, { issue, memory, outcome }: Result): boolean {
  if (outcome !== "failed" || issue === undefined || memory !== undefined) return false;
  return isUnattended(sync) || concernsTheRecord(issue.code, false);
}
