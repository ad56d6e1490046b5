import { rowIdFor } from "../../core/ids/record-ids";
import type { Base } from "../../core/records";
import type { Item } from "./item";
import type { Sync } from "./sync";

/**
 * A base for a row that we created and could not say so, because the connector died or stood still: as long as nobody has
 * changed it since, it holds nothing of its own, and whatever the system holds now is newer. Null for every other row.
 */
export function untouchedBase(sync: Sync, item: Item): Base | null {
  const { row } = item;
  if (!isOurCreation(sync, item) || !isUntouched(sync, item)) return null;
  const held = Object.fromEntries(
    sync.mapping.lines.map((line) => [line.id, row!.values[line.column] ?? null]),
  );
  return { system: held, dataverse: held };
}

/** An interrupted look is taken up again within minutes; a row that is older has lost its base by connecting anew. */
const INTERRUPTED_MS = 24 * 60 * 60_000;

/**
 * The same row, once somebody has changed it: which of its values are hers, and which are ours and have been replaced in the
 * system since, nobody knows. Then no policy may decide.
 */
export function isDoubtful(sync: Sync, item: Item): boolean {
  if (item.base !== null || item.state || item.system === null) return false;
  if (!isOurCreation(sync, item) || isUntouched(sync, item)) return false;
  const age = sync.clock.now().getTime() - Date.parse(String(item.row!.values.createdon));
  return age < INTERRUPTED_MS;
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
