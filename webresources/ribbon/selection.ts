import { normaliseId } from "../client";

/** What the ribbon hands over for a selected row (`SelectedControlSelectedItemReferences`). */
export interface ItemReference {
  readonly Id: string;
  readonly TypeName: string;
}

/**
 * More than this is not a click any more but a run: four calls of 250, about a minute of waiting.
 * Everything can be synced by the mapping's schedule.
 */
export const MOST_SELECTED = 1_000;

export type Selection =
  | { readonly table: string; readonly ids: readonly string[] }
  | { readonly refused: "Nothing_Selected" | "Too_Many"; readonly count: number };

/** The selected rows, each once; or why they cannot be taken. */
export function selectionOf(references: readonly ItemReference[] | null | undefined): Selection {
  const ids = [...new Set((references ?? []).map((reference) => normaliseId(reference.Id)))];
  const table = references?.[0]?.TypeName;
  if (ids.length === 0 || !table) return { refused: "Nothing_Selected", count: 0 };
  if (ids.length > MOST_SELECTED) return { refused: "Too_Many", count: ids.length };
  return { table, ids };
}
