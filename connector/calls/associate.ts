import type { Association, CallProblem } from "../systems/contract/engine";
import type { Sync } from "../pipeline/sync";
import { bringTogether } from "./bring";
import { problemFor, type AtWork, type Call } from "./call";
import { linksOfRows } from "./found-rows";

/**
 * Has rows belong to others by the system's own word, in the order given. They go through the pipeline like any value: the mapping's policy
 * says whether a row may get another one, and what was done is in its journal.
 */
export async function associateRows(
  call: Call,
  at: AtWork,
  associations: readonly Association[],
): Promise<readonly (CallProblem | null)[]> {
  const problems = new Map<Association, CallProblem | null>();
  const objects = new Map<string, Association[]>();
  for (const each of associations) {
    const key = `${each.object} ${each.toObject}`;
    objects.set(key, [...(objects.get(key) ?? []), each]);
  }
  for (const alike of objects.values()) {
    const { object, toObject } = alike[0]!;
    const [froms, to] = await Promise.all([at.syncsOf(object), at.syncOf(toObject)]);
    for (const from of froms) {
      const left = alike.filter((each) => problems.get(each) !== null);
      if (left.length === 0) break;
      for (const [each, problem] of await associateAlike(call, from, to, left)) problems.set(each, problem);
    }
  }
  return associations.map((each) => problems.get(each) ?? null);
}

async function associateAlike(
  call: Call,
  from: Sync,
  to: Sync,
  associations: readonly Association[],
): Promise<ReadonlyMap<Association, CallProblem | null>> {
  const { logicalName } = to.table;
  const problems = new Map<Association, CallProblem | null>();
  if (!from.related.some(({ table }) => table === logicalName)) {
    const off = problemFor({ code: "DIRECTION_NOT_ALLOWED" }, call);
    return new Map(associations.map((each) => [each, off]));
  }
  const [links, targets] = await Promise.all([
    linksOfRows(
      from,
      associations.map(({ rowId }) => rowId),
    ),
    linksOfRows(
      to,
      associations.map(({ toRowId }) => toRowId),
    ),
  ]);
  const wanted: (readonly [Association, externalId: string])[] = [];
  for (const each of associations) {
    const link = links.get(each.rowId.toLowerCase());
    const target = targets.get(each.toRowId.toLowerCase());
    if (!link || !target) {
      problems.set(each, problemFor({ code: "NOT_LINKED" }, call));
      continue;
    }
    from.memory.told.set(link.externalId, new Map([[logicalName, target.recordId.toLowerCase()]]));
    wanted.push([each, link.externalId]);
  }
  const records = wanted.map(([, id]) => ({ id, values: {}, partial: true as const }));
  const brought = await bringTogether(call, from, records);
  wanted.forEach(([each], at) => problems.set(each, brought[at]!.problem ?? null));
  return problems;
}
