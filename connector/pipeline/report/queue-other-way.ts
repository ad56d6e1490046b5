import type { NewChange } from "../../state/changes";
import { isLinked, type Result } from "../item";
import type { Sync } from "../sync";

/**
 * A person who asks for one way joins two records, and leaves what goes the other way: no event tells of that, since nobody changes it
 * afterwards. The mapping itself looks at such pairs once more. To be queued in the transaction that saves the results.
 */
export function otherWayOf(sync: Sync, results: readonly Result[]): readonly NewChange[] {
  const { correlationId, mapping, runtime } = sync;
  const names = results.filter(leavesOtherWay).map(({ rowId }) => ({ rowId: rowId! }));
  if (names.length === 0) return [];
  return [
    { environmentId: runtime.environment.id, mappingId: mapping.id, why: "event", correlationId, names },
  ];
}

function leavesOtherWay({ end, externalId, item, outcome, plan, rowId }: Result): boolean {
  if (end || isLinked(item) || externalId === null || rowId === null) return false;
  const joined = outcome !== "failed" && outcome !== "skipped";
  return joined && (plan?.fields ?? []).some(({ reason }) => reason === "notThisWay");
}
