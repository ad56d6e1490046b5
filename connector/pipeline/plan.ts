import { planRecord } from "../../core/plan/plan-record";
import { externalIdOf } from "../../core/mapping/external-id";
import type { Mapping, MappingLine } from "../../core/mapping/types";
import type { IssueRef, RecordPlan } from "../../core/plan/types";
import { withRelated } from "./match/related";
import { isLinked, type Item } from "./item";
import { answerTo } from "./match/match-unlinked";
import type { Surroundings } from "./match/prepare";
import { personChangedOn } from "./load/person-changed-on";
import type { Answer, Sync } from "./sync";
import { baseOf } from "./load/untouched-base";

/** What this sync would do to the item, given what was found around it. */
export function planItem(item: Item, sync: Sync, around: Surroundings): RecordPlan {
  const { former, movedFrom, row } = item;
  const answer = answerTo(sync, item)?.kind;
  const decisions = sync.decisions?.get(item.rowId ?? "") ?? sync.decisions?.get(item.externalId ?? "");
  const carried = row && externalIdOf(sync.mapping, row.values[sync.mapping.externalIdColumn?.column ?? ""]);
  const related = around.related.get(item);
  const { mapping, system } = withRelated(sync, item, related);
  const plan = planRecord({
    mapping: answer ? withAnswer(mapping, answer) : mapping,
    system,
    row: row && { ...row, modifiedOn: personChangedOn(sync, item) },
    base: baseOf(sync, item),
    columns: sync.columns,
    direction: sync.direction,
    linked: isLinked(item),
    owners: sync.owners,
    ...(sync.systemFields ? { systemFields: sync.systemFields } : {}),
    red: sync.red,
    recordUrl: rowAddress(sync),
    ...(around.lookups ? { lookups: around.lookups } : {}),
    ...(sync.manual ? { manual: sync.manual } : {}),
    ...(sync.engagement ? { engagement: true } : {}),
    ...(decisions ? { decisions } : {}),
    ...(item.deletedIn ? { deletedIn: item.deletedIn } : {}),
    ...(answer === "delete" ? { deleteAnyway: true } : {}),
    // An id nobody has any more, or that came along with a merge, makes room.
    ...(carried && (former?.externalId === carried || movedFrom || item.externalId === null)
      ? { formerId: carried }
      : {}),
  });
  const warnings = [
    ...(plan.warnings ?? []),
    ...(sync.activity?.refused ? [sync.activity.refused] : []),
    ...cleanedFields(item, sync),
    ...(plan.action === "createRow" ? ownerDoubts(item, sync) : []),
    ...(plan.fields.length > 0
      ? [...(related?.values() ?? [])].flatMap((found) => (found.kind === "several" ? found.warning : []))
      : []),
  ];
  return warnings.length > 0 ? { ...plan, warnings } : plan;
}

/**
 * Where a person opens a row of the table, but for its id.
 * https://learn.microsoft.com/power-apps/developer/model-driven-apps/open-forms-views-dialogs-reports-url
 */
function rowAddress({ runtime, table }: Sync): string {
  return `${runtime.environment.url}/main.aspx?pagetype=entityrecord&etn=${table.logicalName}&id=`;
}

/** A person's word on a delete stands above the mapping's policy. */
function withAnswer(mapping: Mapping, answer: Answer["kind"]): Mapping {
  const { policies } = mapping;
  switch (answer) {
    case "create":
      return { ...mapping, policies: { ...policies, noMatch: "create" } };
    case "delete":
    case "keep":
      return { ...mapping, policies: { ...policies, onSystemDelete: answer, onDataverseDelete: answer } };
    case "link":
      return mapping;
  }
}

/** Values of mapped fields that were synced without some of their characters: which ones, is said. */
function cleanedFields({ row, system }: Item, sync: Sync): readonly IssueRef[] {
  return sync.mapping.lines.flatMap(({ column, id, systemField }): readonly IssueRef[] => {
    const cleaned =
      row?.cleaned?.includes(column) ||
      system?.cleaned?.includes(systemField ?? "") ||
      sync.cleaned?.includes(id);
    const field = sync.columns[column]?.label ?? column;
    return cleaned ? [{ code: "VALUE_CLEANED", params: { field } }] : [];
  });
}

/** A new row gets the default owner where the person is unknown or disabled; that is told, never silent. */
export function ownerDoubts(item: Pick<Item, "system">, sync: Sync): readonly IssueRef[] {
  return doubtfulOwners(item, sync).map(({ line, person, doubt }) => ({
    code: doubt === "disabled" ? "OWNER_DISABLED" : "OWNER_UNKNOWN",
    params: { value: person, field: sync.columns[line.column]?.label ?? line.column },
  }));
}

/** Whether a line says whose a row is. */
export function givesOwner({ transformations }: MappingLine): boolean {
  return transformations.some((rule) => rule.kind === "owner");
}

/** Owner lines whose person could not own a new row, so that somebody else stepped in. */
export function doubtfulOwners({ system }: Pick<Item, "system">, sync: Sync) {
  return sync.mapping.lines.filter(givesOwner).flatMap((line) => {
    const person = line.systemField && system?.values[line.systemField];
    if (typeof person !== "string") return [];
    const doubt = sync.owners.ownerFor(person)?.doubt;
    return doubt ? [{ line, person, doubt }] : [];
  });
}
