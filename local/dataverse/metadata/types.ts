/** The words of the schema: what a table, a column, a key and a relationship are. Names follow Dataverse's metadata. */

/** AttributeType of the platform (AttributeTypeCode), and the types that share `Virtual` there. */
export type ColumnType =
  | "String"
  | "Memo"
  | "Integer"
  | "BigInt"
  | "Decimal"
  | "Double"
  | "Money"
  | "Boolean"
  | "DateTime"
  | "Uniqueidentifier"
  | "Lookup"
  | "Customer"
  | "Owner"
  | "Picklist"
  | "MultiSelectPicklist"
  | "State"
  | "Status"
  | "PartyList"
  | "EntityName"
  | "Virtual"
  | "ManagedProperty"
  | "Image"
  | "File";

/** Text by language code (LCID): `{ 1033: "Contact", 1031: "Kontakt" }`. */
export type Labels = Readonly<Record<number, string>>;

export type RequiredLevel = "None" | "Recommended" | "ApplicationRequired" | "SystemRequired";

export type DateTimeBehavior = "UserLocal" | "DateOnly" | "TimeZoneIndependent";

/** One choice of a Picklist, State, Status or Boolean column. */
export interface Option {
  readonly value: number;
  readonly labels: Labels;
  readonly description?: Labels;
  readonly color?: string;
  /** Status options: the state they belong to. */
  readonly state?: number;
  /** State options: the status a row gets when only the state is set. */
  readonly defaultStatus?: number;
  /** State options: `Active`. */
  readonly invariantName?: string;
}

/** A global choice. */
export interface Choice {
  readonly name: string;
  readonly metadataId: string;
  readonly displayName: Labels;
  readonly description: Labels;
  readonly options: readonly Option[];
  readonly isCustom: boolean;
}

export interface Column {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly type: ColumnType;
  readonly metadataId: string;
  readonly displayName: Labels;
  readonly description: Labels;
  readonly required: RequiredLevel;
  /** Text: in characters. */
  readonly maxLength?: number;
  /** `Email`, `Url`, `Phone`, `Text`, `TextArea`, `DateOnly`, `DateAndTime`, `None`, ... */
  readonly format?: string;
  readonly dateTimeBehavior?: DateTimeBehavior;
  readonly min?: number;
  readonly max?: number;
  readonly precision?: number;
  /** Options of a local choice, a state, a status, or of Boolean (0 and 1). */
  readonly options?: readonly Option[];
  /** Name of the global choice the options come from. */
  readonly choice?: string;
  readonly defaultValue?: number | boolean;
  /** Lookups: logical names of the tables it may point to. */
  readonly targets?: readonly string[];
  readonly validForCreate: boolean;
  readonly validForUpdate: boolean;
  readonly validForRead: boolean;
  /** Under column security. Only told by the metadata: this server knows no profiles of it. */
  readonly secured?: boolean;
  readonly filterable: boolean;
  readonly isCustom: boolean;
  readonly isPrimaryId: boolean;
  readonly isPrimaryName: boolean;
  /** Column this one is a part of (`address1_composite` of nothing, `wave_systemname` of `wave_system`). */
  readonly attributeOf?: string;
  readonly isLogical: boolean;
}

/** EntityKeyIndexStatus: a key can be used only once its index is Active (docs: define-alternate-keys). */
export type KeyIndexStatus = "Pending" | "InProgress" | "Active" | "Failed";

/** An alternate key. */
export interface Key {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly metadataId: string;
  readonly displayName: Labels;
  readonly columns: readonly string[];
  readonly isCustom: boolean;
  /** Absent means Active: keys of standard tables are there from the start. */
  readonly indexStatus?: KeyIndexStatus;
}

/** Whether the key's index is built, so that the key finds rows and is enforced. */
export const isActive = (key: Key): boolean => key.indexStatus === undefined || key.indexStatus === "Active";

export type CascadeType = "NoCascade" | "Cascade" | "Active" | "UserOwned" | "RemoveLink" | "Restrict";

export interface Cascade {
  readonly assign: CascadeType;
  readonly delete: CascadeType;
  readonly merge: CascadeType;
  readonly reparent: CascadeType;
  readonly share: CascadeType;
  readonly unshare: CascadeType;
}

/** A one-to-many relationship, that is one lookup target. */
export interface Relationship {
  readonly schemaName: string;
  readonly metadataId: string;
  readonly referencingTable: string;
  readonly referencingColumn: string;
  readonly referencedTable: string;
  readonly referencedColumn: string;
  /** Single-valued navigation property on the referencing table. */
  readonly navigation: string;
  /** Collection-valued navigation property on the referenced table. */
  readonly collection: string;
  readonly cascade: Cascade;
  readonly isCustom: boolean;
}

export interface ManyToManyRelationship {
  readonly schemaName: string;
  readonly metadataId: string;
  readonly intersectTable: string;
  readonly table1: string;
  readonly column1: string;
  readonly navigation1: string;
  readonly table2: string;
  readonly column2: string;
  readonly navigation2: string;
  readonly isCustom: boolean;
}

export type Ownership = "UserOwned" | "OrganizationOwned" | "BusinessOwned" | "None";

export interface Table {
  readonly logicalName: string;
  readonly schemaName: string;
  readonly entitySet: string;
  readonly objectTypeCode: number;
  readonly metadataId: string;
  readonly displayName: Labels;
  readonly displayCollectionName: Labels;
  readonly description: Labels;
  readonly primaryId: string;
  readonly primaryName?: string;
  readonly ownership: Ownership;
  readonly isActivity: boolean;
  readonly isIntersect: boolean;
  readonly isCustom: boolean;
  readonly changeTracking: boolean;
  /** Name of the SVG web resource that stands for its rows. */
  readonly icon?: string;
  /** Whether CreateMultiple, UpdateMultiple and UpsertMultiple exist for it. */
  readonly bulk: boolean;
  readonly columns: ReadonlyMap<string, Column>;
  readonly keys: ReadonlyMap<string, Key>;
}

/** What a column needs to be added; the rest gets the platform's defaults. */
export type ColumnInput = Pick<Column, "logicalName" | "type"> & Partial<Column>;
export type KeyInput = Pick<Key, "logicalName" | "columns"> & Partial<Key>;
export type RelationshipInput = Pick<
  Relationship,
  "schemaName" | "referencingTable" | "referencingColumn" | "referencedTable"
> &
  Partial<Omit<Relationship, "cascade">> & { readonly cascade?: Partial<Cascade> };
export type ManyToManyInput = Omit<ManyToManyRelationship, "metadataId" | "isCustom"> &
  Partial<Pick<ManyToManyRelationship, "metadataId" | "isCustom">>;
export type ChoiceInput = Pick<Choice, "name" | "options"> & Partial<Choice>;
export type TableInput = Pick<Table, "logicalName"> &
  Partial<Omit<Table, "columns" | "keys">> & {
    readonly columns?: readonly ColumnInput[];
    readonly keys?: readonly KeyInput[];
  };

/** What a navigation property of a table leads to. */
export type Navigation =
  | { readonly kind: "one"; readonly relationship: Relationship; readonly target: string }
  | { readonly kind: "many"; readonly relationship: Relationship; readonly target: string }
  | {
      readonly kind: "manyToMany";
      readonly relationship: ManyToManyRelationship;
      readonly target: string;
      /** Column of the intersect table that holds this side's id. */
      readonly ownColumn: string;
      readonly otherColumn: string;
    };
