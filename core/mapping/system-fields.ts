import type { ColumnType } from "./columns";

/** What a field of a system holds, as far as mapping it is concerned. */
export type SystemFieldType =
  | "text"
  | "longText"
  | "email"
  | "phone"
  | "url"
  | "domains"
  | "number"
  | "yesNo"
  | "date"
  | "dateTime"
  | "choice"
  | "list"
  | "user";

/** A kind of column, as fields of a system may choose: websites, and lookups of users, are told from others of their type. */
export type ColumnKind = ColumnType | "website" | "userLookup";

/** One field of a system's object, under its canonical name. Adapters list theirs. */
export interface SystemFieldInfo {
  readonly name: string;
  readonly type: SystemFieldType;
  readonly maxLength?: number;
  readonly readOnly?: boolean;
  /** The only columns that may be mapped to it, where the system says so. */
  readonly takes?: readonly ColumnKind[];
  /** The system refuses a record without it. */
  readonly required?: boolean;
  /** Others put values of their own beside ours ("a, b"): both sides agree where ours is one of them. */
  readonly shared?: boolean;
  /** The system can be told, and does not say what it holds: what we told it last is what counts. */
  readonly unread?: boolean;
  /** It is a field of another object, which its records tell as well: a contact the name of its company. */
  readonly of?: { readonly object: string; readonly field: string };
  /** Holds the id of a record of this object of the system: a lookup goes there, by the rule `linked`. */
  readonly pointsTo?: string;
}

export type SystemFields = Readonly<Record<string, SystemFieldInfo>>;
