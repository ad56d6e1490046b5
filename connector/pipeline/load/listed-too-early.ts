import { rowIdFor } from "../../../core/ids/record-ids";
import { externalIdOf } from "../../../core/mapping/external-id";
import type { Item } from "../item";
import type { Sync } from "../sync";

/**
 * Whether somebody has brought the two together since an import listed the record, and could not save it: a write to them was begun, or the
 * row stands for the record already though nothing is known of what both sides held then. What was listed may be what that look has
 * replaced, and would pass for somebody's change.
 */
export function isListedTooEarly(sync: Sync, item: Item): boolean {
  if (!item.asListed || item.stop) return false;
  return item.begun !== undefined || (hasNeverAgreed(item) && standsForRecord(sync, item));
}

function hasNeverAgreed({ base }: Item): boolean {
  return base === null || Object.keys(base.dataverse).length === 0;
}

function standsForRecord({ connection, mapping }: Sync, { externalId, link, row }: Item): boolean {
  if (row === null || externalId === null) return false;
  const column = mapping.externalIdColumn?.column;
  const carries = column !== undefined && externalIdOf(mapping, row.values[column]) === externalId;
  const made = rowIdFor(connection.id, mapping.systemObject, externalId);
  return link !== null || carries || row.id.toLowerCase() === made;
}
