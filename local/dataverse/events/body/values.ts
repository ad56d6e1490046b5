import type { EntityInput, LookupValue, ParameterType, StoredValue } from "../../contracts";
import type { Column } from "../../metadata/types";
import type { MetadataModel } from "../../metadata/model";

/** Class names in front of the namespace, as the data contract serializer writes them. */
const TYPE = (name: string): string => `${name}:http://schemas.microsoft.com/xrm/2011/Contracts`;

/** A name with its value: every bag of the context is a list of these. */
export interface KeyValue {
  readonly key: string;
  readonly value: unknown;
}

/** Marks a date until the text is written: JSON has no way to say `\/Date(ms)\/`. */
export const dateValue = (iso: string): string => `/Date(${Date.parse(iso)})/`;

export const entityReference = ({ table, id }: LookupValue) => ({
  __type: TYPE("EntityReference"),
  ...reference(table, id),
});

/** A reference without its type, as OwningExtension has it. */
export const reference = (table: string, id: string) => ({
  Id: id,
  KeyAttributes: [],
  LogicalName: table,
  Name: null,
  RowVersion: null,
});

const optionSetValue = (value: number) => ({ __type: TYPE("OptionSetValue"), Value: value });
const money = (value: number) => ({ __type: TYPE("Money"), Value: value });

/** A column's value in the context. */
export function columnValue(column: Column | undefined, value: StoredValue): unknown {
  if (value === null || column === undefined) return value;
  if (typeof value === "object" && "table" in value) return entityReference(value);
  if (Array.isArray(value)) return value.map(optionSetValue);
  switch (column.type) {
    case "Picklist":
    case "State":
    case "Status":
      return optionSetValue(Number(value));
    case "Money":
      return money(Number(value));
    case "DateTime":
      return dateValue(String(value));
    default:
      return value;
  }
}

export interface EntityValue {
  readonly table: string;
  readonly id: string;
  readonly values: Readonly<Record<string, StoredValue>>;
}

/** An entity without its type, as images have it. */
export const imageValue = (model: MetadataModel, { table, id, values }: EntityValue) => ({
  Attributes: Object.entries(values).map(([key, value]): KeyValue => ({
    key,
    value: columnValue(model.column(table, key), value),
  })),
  EntityState: null,
  FormattedValues: [],
  Id: id,
  KeyAttributes: [],
  LogicalName: table,
  RelatedEntities: [],
  RowVersion: null,
});

export const entityValue = (model: MetadataModel, entity: EntityValue) => ({
  __type: TYPE("Entity"),
  ...imageValue(model, entity),
});

export const entityCollection = (model: MetadataModel, table: string, entities: readonly EntityValue[]) => ({
  __type: TYPE("EntityCollection"),
  Entities: entities.map((entity) => imageValue(model, entity)),
  EntityName: table,
  MinActiveRowVersion: null,
  MoreRecords: false,
  PagingCookie: null,
  TotalRecordCount: -1,
  TotalRecordCountLimitExceeded: false,
});

/** A parameter's value in the context, by its declared type. */
export function parameterValue(model: MetadataModel, type: ParameterType, value: unknown): unknown {
  if (value === null || value === undefined) return null;
  switch (type) {
    case "Entity":
      return entityValue(model, asEntity(value as EntityInput));
    case "EntityCollection": {
      const entities = (value as readonly EntityInput[]).map(asEntity);
      return entityCollection(model, entities[0]?.table ?? "", entities);
    }
    case "EntityReference":
      return entityReference(value as LookupValue);
    case "Picklist":
      return optionSetValue(Number(value));
    case "Money":
      return money(Number(value));
    case "DateTime":
      return dateValue(String(value));
    default:
      return value;
  }
}

const EMPTY_GUID = "00000000-0000-0000-0000-000000000000";
const asEntity = (input: EntityInput): EntityValue => ({
  table: input.table,
  id: input.id ?? EMPTY_GUID,
  values: input.values,
});

/** Writes the context as the platform does: every slash with a backslash before it. */
export const writeJson = (value: unknown): string => JSON.stringify(value).replaceAll("/", "\\/");
