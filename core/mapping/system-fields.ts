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

/** One field of a system's object, under its canonical name. Adapters list theirs. */
export interface SystemFieldInfo {
  readonly name: string;
  readonly type: SystemFieldType;
  readonly maxLength?: number;
  readonly readOnly?: boolean;
  /** The system refuses a record without it. */
  readonly required?: boolean;
}

export type SystemFields = Readonly<Record<string, SystemFieldInfo>>;
