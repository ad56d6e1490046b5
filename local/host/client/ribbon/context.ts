import type { AccessRight } from "../api/records";
import type { Depth } from "../api/session";
import type { Place } from "./types";

/** The form's states that FormStateRule and FormTypeRule name. */
export type FormState = "Create" | "Existing" | "ReadOnly" | "Disabled" | "BulkEdit";

/** A selected row, as `…ItemReferences` hands it to scripts. */
export interface ItemReference {
  readonly Id: string;
  readonly Name: string;
  readonly TypeCode: number;
  readonly TypeName: string;
}

/** What rules and script arguments can ask about the place where a command bar stands. */
export interface RibbonContext {
  readonly place: Place;
  /** Table of the form, or of the grid's rows. */
  readonly table: string;
  readonly tableTypeCode: number;
  readonly userLanguage: number;
  readonly organizationName: string;
  readonly privilege: (action: string, table: string, depth: Depth) => boolean;
  readonly namedPrivilege: (name: string, depth: Depth) => boolean;
  readonly primary?: PrimaryRecord;
  readonly grid?: GridSelection;
}

/** The record the page shows, on a form and above a subgrid. */
export interface PrimaryRecord {
  readonly table: string;
  readonly tableTypeCode: number;
  readonly id: string | null;
  readonly state: FormState;
  /** The form's `formContext`. */
  readonly formContext: unknown;
  /** Rights on the record; undefined until it is saved. */
  readonly access: ReadonlySet<AccessRight> | undefined;
  /** Current value of a column, as text compares it. */
  readonly valueOf: (column: string) => unknown;
}

export interface GridSelection {
  /** The grid's control object. */
  readonly control: unknown;
  readonly selected: readonly ItemReference[];
  readonly all: readonly ItemReference[];
  readonly totalCount: number;
  /** The relationship a subgrid shows: OneToMany, ManyToMany or neither. */
  readonly relationshipType?: string;
}
