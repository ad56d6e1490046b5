import * as schema from "../../../../core/generated/schema";
import { externalIdOf } from "../../../../core/mapping/external-id";
import type { Value } from "../../../../core/records";
import type { End } from "../invariants";
import { hasOpenIssue, shownLinks } from "../links";

/** Whoever has no partner on the other side although the mapping wants one is told of. */
export function checkVisible({ world, ledger }: End): readonly string[] {
  const { direction, policies } = world.mapping;
  const wrong: string[] = [];
  if (world.asked.has("undoRun")) return wrong;
  const links = shownLinks(world);
  const linkedContacts = new Set(links.map((link) => link.externalId));
  const linkedRows = new Set(links.map((link) => link.recordId));
  if (direction !== "toSystem" && policies.noMatch === "create") {
    for (const { id } of world.wave.store.all()) {
      // Where its row is known, the issue may be about that one: left alone by a person, the two are not joined.
      const rows = world.store
        .rows("contact")
        .filter((row) => ledger.owners.get(row.id) === ledger.owners.get(id));
      const told = hasOpenIssue(world, id) || rows.some((row) => hasOpenIssue(world, row.id));
      if (!linkedContacts.has(id) && !told)
        wrong.push(`Invisible: contact ${id} of Wave has no row, and nobody is told.`);
    }
  }
  if (direction !== "toDataverse" && policies.noMatch === "create" && policies.newRows !== "none") {
    for (const { id, values } of world.store.rows("contact")) {
      if (values.statecode !== 0 || values.merged === true) continue;
      // Its contact was deleted in Wave between the row's creation and its link: as a row whose link has ended, it is left alone.
      const carried = externalIdOf(world.mapping, values[world.mapping.externalIdColumn!.column] as Value);
      if (carried !== null && ledger.gone.get(carried)?.byPeople) continue;
      if (!linkedRows.has(id) && !hasOpenIssue(world, id))
        wrong.push(`Invisible: row ${id} has no contact in Wave, and nobody is told.`);
    }
  }
  for (const { externalId, status, code } of links) {
    const { Failed, Parked } = schema.SyncStatus;
    if ((status === Failed || status === Parked) && code === null)
      wrong.push(`Invisible: the link of ${externalId} has failed and does not say why.`);
  }
  return wrong;
}
