/** What the host knows of a table, from EntityDefinitions. */
export interface TableSummary {
  readonly logicalName: string;
  readonly entitySetName: string;
  readonly primaryId: string;
  readonly primaryName: string;
  readonly displayName: string;
  readonly displayCollectionName: string;
  readonly objectTypeCode: number;
  readonly isActivity: boolean;
  /** Name of the SVG web resource that the table's maker chose. */
  readonly icon?: string;
}

export type RequiredLevel = "None" | "Recommended" | "ApplicationRequired" | "SystemRequired";

export interface Choice {
  readonly value: number;
  readonly label: string;
  readonly color?: string;
  /** For a status reason: the state it belongs to. */
  readonly state?: number;
}

/** `AttributeType` of Dataverse, as far as forms and grids can show it. */
export type ColumnType =
  | "String"
  | "Memo"
  | "Integer"
  | "BigInt"
  | "Decimal"
  | "Double"
  | "Money"
  | "Boolean"
  | "Picklist"
  | "State"
  | "Status"
  | "MultiSelectPicklist"
  | "DateTime"
  | "Lookup"
  | "Customer"
  | "Owner"
  | "Uniqueidentifier"
  | "Virtual"
  | "EntityName"
  | "PartyList";

export interface Column {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly label: string;
  readonly required: RequiredLevel;
  readonly canCreate: boolean;
  readonly canUpdate: boolean;
  readonly maxLength?: number;
  /** String: Text, Email, Phone, Url, TextArea; DateTime: DateOnly, DateAndTime. */
  readonly format?: string;
  readonly min?: number;
  readonly max?: number;
  readonly precision?: number;
  readonly targets?: readonly string[];
  readonly choices?: readonly Choice[];
  /** Choice of a new row, if the column has one. */
  readonly defaultChoice?: number;
  /** UserLocal, DateOnly or TimeZoneIndependent. */
  readonly dateBehavior?: string;
}

/** A lookup column's relationship to one target table. */
export interface ManyToOne {
  readonly column: string;
  readonly target: string;
  readonly navigation: string;
}

export interface OneToMany {
  readonly name: string;
  readonly table: string;
  readonly column: string;
}

export interface Table extends TableSummary {
  readonly columns: ReadonlyMap<string, Column>;
  readonly lookups: readonly ManyToOne[];
  readonly related: readonly OneToMany[];
}
