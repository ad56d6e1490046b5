/** What the match rules say about one record of the system. Never a guess. */
export type Match =
  /** Exactly one row is the same, and no other record claims it. */
  | { readonly kind: "one"; readonly rowId: string }
  | { readonly kind: "none" }
  /** More than one row fits: a person decides (MATCH_AMBIGUOUS). */
  | { readonly kind: "several"; readonly rowIds: readonly string[] }
  /** The only row that fits is linked to another record already (LINK_TAKEN). */
  | { readonly kind: "taken"; readonly rowId: string; readonly externalId: string }
  /** Several records fit this one row: a person decides (MATCH_AMBIGUOUS). */
  | { readonly kind: "contested"; readonly rowId: string; readonly recordIds: readonly string[] };

/** A record of the system that is the same as a row; `weakly`: they share no more than an address. */
export interface Like {
  readonly id: string;
  readonly weakly: boolean;
}
