/** The kinds of column Dataverse has, in our words (Web API: `AttributeType` / `AttributeTypeName`). */
export type ColumnType =
  | "string"
  | "memo"
  | "integer"
  | "bigint"
  | "decimal"
  | "double"
  | "money"
  | "boolean"
  | "choice"
  | "multiChoice"
  | "state"
  | "status"
  | "dateTime"
  | "lookup"
  | "customer"
  | "owner"
  | "uniqueIdentifier"
  | "partyList"
  | "image"
  | "file"
  | "other";

/** What a text column is meant to hold. */
export type TextFormat =
  "text" | "textArea" | "email" | "phone" | "url" | "tickerSymbol" | "richText" | "json";

export interface ColumnChoice {
  readonly value: number;
  readonly label: string;
}

/** What the engine needs to know of a column; made from metadata by {@link ./column-metadata}. */
export interface ColumnInfo {
  /** Logical name. */
  readonly name: string;
  readonly type: ColumnType;
  /** Display name in the asker's language, where known. */
  readonly label?: string;
  readonly format?: TextFormat;
  /** Dateonly behaviour or format: no time of day. */
  readonly dateOnly?: boolean;
  /** Characters, counted in UTF-16 units as Dataverse does. */
  readonly maxLength?: number;
  readonly min?: number;
  readonly max?: number;
  /** Decimals kept. */
  readonly precision?: number;
  readonly choices?: readonly ColumnChoice[];
  /** "system": the platform refuses a row without it; "application": forms do. */
  readonly required?: "none" | "recommended" | "application" | "system";
  /** Cannot be written when creating (`IsValidForCreate` false). */
  readonly notOnCreate?: boolean;
  /** Cannot be written when updating (`IsValidForUpdate` false). */
  readonly notOnUpdate?: boolean;
  /** Cannot be read (`IsValidForRead` false, or column security). */
  readonly notReadable?: boolean;
  /** Under column security: not everybody who reads the row reads this. */
  readonly secured?: boolean;
  /** Tables a lookup may point to. */
  readonly targets?: readonly string[];
}

/** Columns of one table by logical name. */
export type Columns = Readonly<Record<string, ColumnInfo>>;

/** True when neither a create nor an update may set it. */
export function isReadOnly(column: ColumnInfo): boolean {
  return column.notOnCreate === true && column.notOnUpdate === true;
}

/** The columns whose value is the id of a row. */
export function isReference(column: Pick<ColumnInfo, "type">): boolean {
  return column.type === "lookup" || column.type === "customer" || column.type === "owner";
}
