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
}

export type SystemFields = Readonly<Record<string, SystemFieldInfo>>;
