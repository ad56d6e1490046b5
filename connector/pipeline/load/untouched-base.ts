import { rowIdFor } from "../../../core/ids/record-ids";
import { withOpen, type Base } from "../../../core/records";
import { isEmpty } from "../../../core/values/empty";
import type { Item } from "../item";
import type { Sync } from "../sync";

/** An interrupted look is taken up again within minutes; a row that is older has lost its base by connecting anew. */
const INTERRUPTED_MS = 24 * 60 * 60_000;

/**
 * What both sides of an item agreed on last, and on what not. For a row that we created and could not say so, because the
 * connector died or stood still, nothing is saved: as long as nobody has changed it since, it holds nothing of its own, and
 * whatever the system holds now is newer. Once somebody has, nobody knows which of its values are hers, and which are ours and have
 * been replaced in the system since: every line that both sides hold is open.
 */
export function baseOf(sync: Sync, item: Item): Base | null {
  const { base, row, system } = item;
  const neverAgreed = base === null || Object.keys(base.dataverse).length === 0;
  if (!neverAgreed || !isOurCreation(sync, item)) return base;
  const { lines } = sync.mapping;
  if (isUntouched(sync, item)) {
    const held = Object.fromEntries(lines.map((line) => [line.id, row!.values[line.column] ?? null]));
    return base ?? { system: held, dataverse: held };
  }
  const age = sync.clock.now().getTime() - Date.parse(String(row!.values.createdon));
  if (item.state || system === null || age >= INTERRUPTED_MS) return base;
  const bothHold = lines.filter(
    ({ column, systemField = "" }) => !isEmpty(row!.values[column]) && !isEmpty(system.values[systemField]),
  );
  return withOpen(
    base,
    bothHold.map(({ id }) => id),
  );
}

function isOurCreation(sync: Sync, { row, externalId, movedFrom }: Item): boolean {
  if (row === null || externalId === null || movedFrom) return false;
  return row.id.toLowerCase() === rowIdFor(sync.connection.id, sync.mapping.systemObject, externalId);
}

function isUntouched(sync: Sync, { row }: Item): boolean {
  const { createdon, modifiedby, modifiedonbehalfby } = row!.values;
  const ours = sync.runtime.environment.userId.toLowerCase();
  if (![modifiedby, modifiedonbehalfby].some((id) => String(id).toLowerCase() === ours)) return false;
  return row!.modifiedOn !== undefined && Date.parse(row!.modifiedOn) === Date.parse(String(createdon));
}
