import type { MailPolicy } from "../mail/policy";
import type { Value } from "../records";

/** Which way a line or a mapping may write. */
export type Direction = "both" | "toDataverse" | "toSystem";

/** Who wins when both sides changed a field to different values since they last agreed. */
export type ConflictPolicy = "system" | "dataverse" | "newest" | "ask";

/** When a line may write: always; only where the target is empty; or there and where it still holds what we wrote. */
export type WriteRule = "overwrite" | "onlyWhenEmpty" | "emptyOrOurs";

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
  | { readonly kind: "owner" }
  /** The row's own id -> the address at which a person opens the row; to the system only. */
  | { readonly kind: "recordUrl" }
  /** A lookup of `table` -> the id that the row pointed to has in the system, as its `object`; none while it is not linked. To the system only. */
  | { readonly kind: "linked"; readonly table: string; readonly object: string };

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

/** How the account of a record's company is recognised: a built-in set, or rules of the admin's own. */
export const COMPANY_IDENTIFIERS = ["domain", "domainWithoutEnding", "domainOrName", "name"] as const;
export type CompanyIdentifier = (typeof COMPANY_IDENTIFIERS)[number];

/**
 * Contacts and the accounts they work for. Nothing is ever guessed: where several accounts fit, the record says so and
 * stays as it is.
 */
export interface CompanyPolicy {
  /** Rules compare `fields` of the system with columns of the account; {@link ./defaults/company-rules} makes them of a word. */
  readonly identify: CompanyIdentifier | { readonly groups: MatchRules };
  /** The system's fields that tell of the company; a domain is taken out of a web or an email address. */
  readonly fields: { readonly name?: string; readonly domain: readonly string[] };
  /** The contact's columns that tell of it, for finding the contacts of an account. */
  readonly contactColumns: { readonly name?: string; readonly domain: readonly string[] };
  /** A synced contact gets its account as parent customer. */
  readonly link: boolean;
  /** Where no account fits, one is created. Only together with `link`. */
  readonly create: boolean;
  /** An account that was synced or created gets its contacts: those that fit it and have no account yet. */
  readonly linkContacts: boolean;
  /** Whether a contact that has an account may get another. */
  readonly writeRule: Exclude<WriteRule, "emptyOrOurs">;
}

/**
 * Who may be a row of another table instead: where the mapping makes leads, somebody who is a contact. Whoever these rules recognise there
 * gets no row here.
 */
export interface OtherTable {
  /** Logical name. */
  readonly table: string;
  /** They compare fields of the system with columns of that table. Its own mapping's rules take their place where it has an active one. */
  readonly matchRules: MatchRules;
  /** The lookup of that table by which its rows say which row here they came of. Then the link of the one follows to the other. */
  readonly cameFrom?: string;
}

/** Who creates a row whose owner is known: the owner, so that her permissions rule, or the connector. */
export type CreateAs = "owner" | "connector";

export interface MappingPolicies {
  readonly noMatch: NoMatchPolicy;
  readonly newRows: NewRowsPolicy;
  readonly onSystemDelete: DeletePolicy;
  readonly onDataverseDelete: DeletePolicy;
  readonly createAs: CreateAs;
  /** More than so many deleted or deactivated on the other side at once wait for a person's word; 0: every one does. */
  readonly deleteLimit: number;
  /** Absent: contacts and accounts are left as they are. */
  readonly companies?: CompanyPolicy;
  /** Absent: no other table is looked at. */
  readonly otherTables?: readonly OtherTable[];
  /** Which mails are logged, where the object is mail. Absent: {@link DEFAULT_MAIL_POLICY}. */
  readonly mail?: MailPolicy;
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
   * For example `externaluseridentifier`, with a prefix that says which system the ID is of.
   */
  readonly externalIdColumn?: { readonly column: string; readonly prefix: string };
}
