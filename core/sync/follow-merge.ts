/** The part of a link that a merge in Dynamics can move. */
export interface LinkedRow {
  readonly externalId: string;
  readonly rowId: string;
}

/** What becomes of the link of the row that lost a merge. */
export type MergeFollowUp =
  /** The losing row had no link: nothing to do. */
  | { readonly kind: "nothing" }
  /** The link moves to the master; its base stays, so that what the master holds differently goes to the system. */
  | { readonly kind: "move"; readonly externalId: string; readonly toRowId: string }
  /** Both rows had a record in the system: the two are one person now, and a person has to merge them there (MERGED_HERE_ONLY). */
  | { readonly kind: "doubled"; readonly externalId: string; readonly masterExternalId: string };

/** Two rows were merged in Dynamics: the link follows the master. Ids are compared in any case. */
export function followMerge(
  links: readonly LinkedRow[],
  losingRowId: string,
  masterRowId: string,
): MergeFollowUp {
  const linkOf = (rowId: string): LinkedRow | undefined =>
    links.find((link) => link.rowId.toLowerCase() === rowId.toLowerCase());
  const losing = linkOf(losingRowId);
  if (!losing || losingRowId.toLowerCase() === masterRowId.toLowerCase()) return { kind: "nothing" };
  const master = linkOf(masterRowId);
  if (!master) return { kind: "move", externalId: losing.externalId, toRowId: masterRowId };
  return { kind: "doubled", externalId: losing.externalId, masterExternalId: master.externalId };
}
