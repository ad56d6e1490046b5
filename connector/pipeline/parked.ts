import type { IssueCode } from "../../core/issues/codes";
import { isParked, type FailureMemory } from "../../core/sync/parked";
import { failuresOf } from "../state/failures";
import { ended, type Result } from "./item";
import { failureKey, stateOf } from "./save";
import type { Sync } from "./sync";
import { speaker, spoken } from "./words";
import type { Planned } from "./write-rows";

/**
 * Leaves out records that failed in the same way twice and have not changed since. On demand nothing is left out: the
 * person who asks is the one who acts.
 */
export async function leaveParked(
  sync: Sync,
  planned: readonly Planned[],
): Promise<{ readonly rest: readonly Planned[]; readonly parked: readonly Result[] }> {
  if (sync.door !== "run") return { rest: planned, parked: [] };
  const keys = planned.map(({ item }) => failureKey(sync, item));
  const known = await failuresOf(sync.database, sync.runtime.environment.id, keys);
  const rest: Planned[] = [];
  const parked: Result[] = [];
  for (const [at, each] of planned.entries()) {
    const memory = known.get(keys[at]!) ?? null;
    if (isParked(memory, stateOf(each.item), false)) parked.push(leftAlone(sync, each, memory!));
    else rest.push(each);
  }
  return { rest, parked };
}

function leftAlone(sync: Sync, { item, plan }: Planned, memory: FailureMemory): Result {
  const details = spoken({ code: memory.code as IssueCode }, speaker(sync, sync.lcid)).message;
  return { ...ended(item, "skipped", { code: "PARKED", params: { details } }, plan), warnings: [] };
}
