import { rowIdFor } from "../../core/ids/record-ids";
import type { Base } from "../../core/records";
import type { Item } from "./item";
import type { Sync } from "./sync";

/**
 * A base for a row that we created and could not say so, because the connector died or stood still: as long as nobody has
 * changed it since, it holds nothing of its own, and whatever the system holds now is newer. Null for every other row.
 */
export function untouchedBase(sync: Sync, { row, externalId, movedFrom }: Item): Base | null {
  if (row === null || externalId === null || movedFrom) return null;
  if (row.id.toLowerCase() !== rowIdFor(sync.connection.id, sync.mapping.systemObject, externalId))
    return null;
  const { createdon, modifiedby, modifiedonbehalfby } = row.values;
  const ours = sync.runtime.environment.userId.toLowerCase();
  if (![modifiedby, modifiedonbehalfby].some((id) => String(id).toLowerCase() === ours)) return null;
  if (!row.modifiedOn || Date.parse(row.modifiedOn) !== Date.parse(String(createdon))) return null;
  const held = Object.fromEntries(
    sync.mapping.lines.map((line) => [line.id, row.values[line.column] ?? null]),
  );
  return { system: held, dataverse: held };
}
