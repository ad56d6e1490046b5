import type { Value } from "../records";

/** Which way a line or a mapping may write. */
export type Direction = "both" | "toDataverse" | "toSystem";

/** Who wins when both sides changed a field to different values since they last agreed. */
export type ConflictPolicy = "system" | "dataverse" | "newest" | "ask";

/** When a line may write: always, or only where the target is empty. */
export type WriteRule = "overwrite" | "onlyWhenEmpty";

/** What happens on the other side when a linked record is deleted. */
export type DeletePolicy = "deactivate" | "delete" | "keep";

/** Where a line's value comes from. */
export type LineKind = "field" | "fixed" | "manual" | "campaign" | "engagement";

/** One change to a value on its way; applied in order. */
export type Transformation =
  | { readonly kind: "cut"; readonly length: number }
  | { readonly kind: "case"; readonly to: "upper" | "lower" | "title" }
  | { readonly kind: "phone"; readonly defaultCountry?: string }
  | { readonly kind: "date"; readonly to: "date" | "dateTime" }
  | {
      readonly kind: "choice";
      readonly by: "label" | "value";
      readonly map?: Readonly<Record<string, number>>;
    }
  | { readonly kind: "prefix"; readonly text: string }
  | { readonly kind: "lookup"; readonly table: string; readonly keyColumn: string }
  | { readonly kind: "owner" };

/** One line of the field map. `id` never changes: the base is keyed by it. */
export interface MappingLine {
  readonly id: string;
  readonly kind: LineKind;
  /** Field of the system; required for kind "field", "campaign". */
  readonly systemField?: string;
  /** Column of the table (logical name). */
  readonly column: string;
  readonly direction: Direction;
  readonly writeRule: WriteRule;
  readonly conflict: ConflictPolicy;
  readonly transformations: readonly Transformation[];
  /** For kind "fixed" and "engagement": the value to write. */
  readonly value?: Value;
}

/** How two values are compared by a match rule. */
export const COMPARISONS = [
  "exact",
  "ignoreCase",
  "email",
  "phone",
  "url",
  "domain",
  "domainWithoutEnding",
  "name",
] as const;

export type Comparison = (typeof COMPARISONS)[number];

/** The system's own id of a record, where a match condition names it instead of a field. */
export const RECORD_ID_FIELD = "id";

export interface MatchCondition {
  /** Field of the system, or {@link RECORD_ID_FIELD} to recognise a row by its external-ID column. */
  readonly systemField: string;
  readonly column: string;
  readonly comparison: Comparison;
}

/** AND inside a group, OR between groups. */
export type MatchRules = readonly (readonly MatchCondition[])[];

/** What happens to a system's record that matches no row. */
export type NoMatchPolicy = "create" | "skip";

/**
 * Which rows without a record in the system get one there by themselves: none, those made since the connection was, or
 * all. Whoever pushes a row by hand asks for its record, whatever stands here.
 */
export type NewRowsPolicy = "none" | "sinceConnected" | "all";

export interface MappingPolicies {
  readonly noMatch: NoMatchPolicy;
  readonly newRows: NewRowsPolicy;
  readonly onSystemDelete: DeletePolicy;
  readonly onDataverseDelete: DeletePolicy;
}

/** An object of a system joined to a table. */
export interface Mapping {
  readonly id: string;
  readonly connectionId: string;
  /** Object of the system, e.g. "contact". */
  readonly systemObject: string;
  /** Logical name of the table, e.g. "contact". */
  readonly table: string;
  readonly direction: Direction;
  readonly lines: readonly MappingLine[];
  readonly matchRules: MatchRules;
  readonly policies: MappingPolicies;
  /**
   * The column that holds the external ID, and the prefix it carries there. `cut` etc. never apply to it.
   * For Wave contacts: `externaluseridentifier`, "wavecnct_".
   */
  readonly externalIdColumn?: { readonly column: string; readonly prefix: string };
}
