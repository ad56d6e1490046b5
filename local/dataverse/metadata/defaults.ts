import { uuidV5 } from "../kernel/ids";
import type {
  Cascade,
  Choice,
  ChoiceInput,
  Column,
  ColumnInput,
  Key,
  KeyInput,
  Labels,
  Option,
  Relationship,
  RelationshipInput,
  TableInput,
} from "./types";

/** Metadata ids are derived from names, so that they are the same at every start. */
const METADATA_NAMESPACE = "6d1f52a0-94c5-4f0b-9a3c-7b5d0c9e2f10";
export const metadataId = (kind: string, name: string): string =>
  uuidV5(METADATA_NAMESPACE, `${kind}:${name}`);

export const BASE_LANGUAGE = 1033;
export const label = (text: string): Labels => ({ [BASE_LANGUAGE]: text });

/** A choice's option in short: `option(1, "Any")`. */
export const option = (value: number, text: string, more: Partial<Option> = {}): Option => ({
  value,
  labels: label(text),
  ...more,
});

const MAX_INTEGER = 2_147_483_647;
/** Default length of single-line and multi-line text (reference: StringAttributeMetadata, MemoAttributeMetadata). */
const DEFAULT_LENGTH = { String: 100, Memo: 2000 } as const;
const LOOKUPS = new Set(["Lookup", "Customer", "Owner"]);
/** Limits of the numeric types (reference: Integer, Decimal, Double, MoneyAttributeMetadata). */
const RANGES: Partial<Record<Column["type"], { min: number; max: number; precision?: number }>> = {
  Integer: { min: -MAX_INTEGER - 1, max: MAX_INTEGER },
  Decimal: { min: -100_000_000_000, max: 100_000_000_000, precision: 2 },
  Double: { min: -100_000_000_000, max: 100_000_000_000, precision: 5 },
  Money: { min: -922_337_203_685_477, max: 922_337_203_685_477, precision: 4 },
};

/** Yes/No columns have two options even when nobody names them. */
const YES_NO: readonly Option[] = [option(0, "No"), option(1, "Yes")];

/** Completes a column: what is left out gets the platform's default. */
export const completeColumn = (table: string, input: ColumnInput): Column => {
  const text = input.type === "String" || input.type === "Memo" ? DEFAULT_LENGTH[input.type] : undefined;
  const range = RANGES[input.type];
  return {
    schemaName: input.logicalName,
    metadataId: metadataId("column", `${table}.${input.logicalName}`),
    displayName: label(input.logicalName),
    description: {},
    required: "None",
    validForCreate: true,
    validForUpdate: true,
    validForRead: true,
    filterable: true,
    isCustom: false,
    isPrimaryId: false,
    isPrimaryName: false,
    isLogical: false,
    ...(text === undefined ? {} : { maxLength: text, format: input.type === "Memo" ? "TextArea" : "Text" }),
    ...(range === undefined ? {} : range),
    ...(input.type === "Boolean" ? { options: YES_NO, defaultValue: false } : {}),
    ...(input.type === "DateTime" ? { format: "DateAndTime", dateTimeBehavior: "UserLocal" as const } : {}),
    ...(LOOKUPS.has(input.type) ? { targets: [] } : {}),
    ...input,
  };
};

export const completeKey = (table: string, input: KeyInput): Key => ({
  schemaName: input.logicalName,
  metadataId: metadataId("key", `${table}.${input.logicalName}`),
  displayName: label(input.schemaName ?? input.logicalName),
  isCustom: true,
  ...input,
});

export const completeChoice = (input: ChoiceInput): Choice => ({
  metadataId: metadataId("choice", input.name),
  displayName: label(input.name),
  description: {},
  isCustom: false,
  ...input,
});

const NO_CASCADE: Cascade = {
  assign: "NoCascade",
  delete: "RemoveLink",
  merge: "NoCascade",
  reparent: "NoCascade",
  share: "NoCascade",
  unshare: "NoCascade",
};

/** A "parental" relationship: whatever happens to the parent happens to what belongs to it. */
export const PARENTAL: Cascade = {
  assign: "Cascade",
  delete: "Cascade",
  merge: "Cascade",
  reparent: "Cascade",
  share: "Cascade",
  unshare: "Cascade",
};

/** Completes a relationship: navigation properties are named as the platform names them. */
export const completeRelationship = (
  input: RelationshipInput,
  referencedId: string,
  navigation: string,
): Relationship => ({
  metadataId: metadataId("relationship", input.schemaName),
  referencedColumn: referencedId,
  navigation,
  collection: input.schemaName,
  isCustom: false,
  ...input,
  cascade: { ...NO_CASCADE, ...input.cascade },
});

/** The entity set of a table nobody named: the plural, as the platform forms it. */
export const plural = (logicalName: string): string => {
  if (/(s|x|z|ch|sh)$/.test(logicalName)) return `${logicalName}es`;
  if (/[^aeiou]y$/.test(logicalName)) return `${logicalName.slice(0, -1)}ies`;
  return `${logicalName}s`;
};

export const tableDefaults = (input: TableInput) => ({
  schemaName: input.logicalName,
  entitySet: plural(input.logicalName),
  metadataId: metadataId("table", input.logicalName),
  displayName: label(input.schemaName ?? input.logicalName),
  displayCollectionName: label(input.entitySet ?? plural(input.logicalName)),
  description: {},
  primaryId: input.isActivity ? "activityid" : `${input.logicalName}id`,
  ownership: "OrganizationOwned" as const,
  isActivity: false,
  isIntersect: false,
  isCustom: false,
  changeTracking: false,
  bulk: input.isCustom === true,
});
