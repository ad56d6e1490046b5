import { planRecord } from "../../core/plan/plan-record";
import type { IssueRef, RecordPlan } from "../../core/plan/types";
import type { Item } from "./item";
import type { Sync } from "./sync";

/** What this sync would do to the item. */
export function planItem(item: Item, sync: Sync): RecordPlan {
  const plan = planRecord({
    mapping: sync.mapping,
    system: item.system,
    row: item.row,
    base: item.base,
    columns: sync.columns,
    direction: sync.direction,
    linked: item.link !== null,
    owners: sync.owners,
    ...(sync.systemFields ? { systemFields: sync.systemFields } : {}),
    ...(sync.manual ? { manual: sync.manual } : {}),
  });
  const warnings = [
    ...(plan.warnings ?? []),
    ...(plan.action === "createRow" ? ownerDoubts(item, sync) : []),
  ];
  return warnings.length > 0 ? { ...plan, warnings } : plan;
}

/** A new row gets the default owner where the person is unknown or disabled; that is told, never silent. */
function ownerDoubts(item: Item, sync: Sync): readonly IssueRef[] {
  return doubtfulOwners(item, sync).map(({ line, person, doubt }) => ({
    code: doubt === "disabled" ? "OWNER_DISABLED" : "OWNER_UNKNOWN",
    params: { value: person, field: sync.columns[line.column]?.label ?? line.column },
  }));
}

/** Owner lines whose person could not own a new row, so that somebody else stepped in. */
export function doubtfulOwners(item: Item, sync: Sync) {
  return sync.mapping.lines.flatMap((line) => {
    const person = line.systemField && item.system?.values[line.systemField];
    if (typeof person !== "string" || !line.transformations.some((rule) => rule.kind === "owner")) return [];
    const doubt = sync.owners.ownerFor(person)?.doubt;
    return doubt ? [{ line, person, doubt }] : [];
  });
}
