import type { Values } from "../../../core/records";
import type { ActivityTable, PartyRole } from "../../tables/activities";
import type { Creator } from "../write/act-for";

/** Somebody who wrote or was written to: a row where it is known whose address it is, else the address. */
export type Party = { readonly role: PartyRole } & (
  { readonly row: { readonly table: string; readonly id: string } } | { readonly address: string }
);

/**
 * A row for a timeline: something that was written to or by somebody, or is to be done. It is appended: created once under its own id, and
 * completed with the same write where it is over; nobody compares it with its source ever after.
 */
export interface NewActivity {
  readonly id: string;
  readonly table: ActivityTable;
  /** It came from whom it is about. */
  readonly incoming: boolean;
  /** Columns beside those that follow from the table and the direction. */
  readonly values: Values;
  /** Null: nobody is said to be meant. */
  readonly regarding: { readonly table: string; readonly id: string } | null;
  readonly parties: readonly Party[];
  /** ISO 8601; null: it is still to be done. */
  readonly happenedOn: string | null;
  /** In whose name it is created; null: the connector's. */
  readonly creator: Creator | null;
  /** systemuserid of whom it belongs to. */
  readonly ownerId: string | null;
}
