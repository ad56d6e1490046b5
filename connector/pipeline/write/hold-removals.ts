import type { Side } from "../../../core/merge/types";
import type { RecordPlan } from "../../../core/plan/types";
import type { RecordName } from "../../state/changes";
import { keyOf } from "../../state/changes";
import { countHeld, judgeRemovals, type Removal, type RemovalVerdict } from "../../state/removals";
import type { Item } from "../item";
import { reportMappingIssues } from "../report/mapping-issues";
import { isUnattended, type Sync } from "../sync";
import type { Planned } from "./write-rows";

const REMOVES: ReadonlySet<RecordPlan["action"]> = new Set([
  "deactivateRow",
  "deleteRow",
  "deactivateSystemRecord",
  "deleteSystemRecord",
] as const);

/** The issues' key among those of the mapping, and what the question is about. */
export const HELD_TOPIC = "removals";

/**
 * One click can delete an account with hundreds of contacts, or a whole list in the system. More than the mapping's limit at once
 * is not done to the other side before a person has said so: there is one issue on the mapping, with the number, and the
 * records stay linked and as they are. What a person asks for record by record is done.
 * Whoever only looks decides nothing.
 * @returns the verdict on each plan that removes something; the others have none
 */
export async function heldRemovals(
  sync: Sync,
  planned: readonly Planned[],
): Promise<ReadonlyMap<Item, RemovalVerdict>> {
  const removals = planned.filter(({ plan }) => REMOVES.has(plan.action));
  if (removals.length === 0 || !isUnattended(sync) || sync.onlyLooks) return new Map();
  const scope = removalScope(sync);
  const wanted = removals.map(({ item }): Removal => ({ name: nameOf(item), deletedIn: sideOf(item) }));
  const verdicts = await judgeRemovals(sync.database, scope, wanted, sync.mapping.policies.deleteLimit);
  if ([...verdicts.values()].includes("held")) await reportHeld(sync);
  return new Map(removals.map(({ item }) => [item, verdicts.get(keyOf(nameOf(item)))!]));
}

/** Brings the issues about what is held in line with how many there are. */
export async function reportHeld(sync: Sync): Promise<void> {
  const held = await countHeld(sync.database, removalScope(sync));
  const names: Readonly<Record<Side, string>> = {
    system: sync.connection.adapter.system,
    dataverse: "Dynamics",
  };
  const issues = (["system", "dataverse"] as const)
    .filter((side) => held[side] > 0)
    .map((side) => ({
      key: side,
      issue: { code: "DELETES_HELD" as const, params: { count: held[side], value: names[side] } },
    }));
  await reportMappingIssues(sync, HELD_TOPIC, issues, "always");
}

export function removalScope({ mapping, runtime }: Pick<Sync, "mapping" | "runtime">) {
  return { environmentId: runtime.environment.id, mappingId: mapping.id };
}

function nameOf({ externalId, rowId }: Item): RecordName {
  return externalId === null ? { rowId } : { externalId };
}

function sideOf({ deletedIn, system }: Item): Side {
  return deletedIn ?? (system?.deleted ? "system" : "dataverse");
}
