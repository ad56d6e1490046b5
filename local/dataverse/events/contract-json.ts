import type { EntityInput, LookupValue, StoredRow, StoredValue } from "../contracts";
import type { MetadataModel } from "../metadata/model";
import type { Column } from "../metadata/types";

/**
 * The data contract JSON of a RemoteExecutionContext: parameter bags are arrays of key and value, values of a class
 * carry `__type`, dates are `/Date(ms)/` (developer/data-platform/use-webhooks, azure sample bodies).
 */
const CONTRACTS = "http://schemas.microsoft.com/xrm/2011/Contracts";

export interface KeyValue {
  readonly key: string;
  readonly value: unknown;
}

const typeOf = (name: string): string => `${name}:${CONTRACTS}`;

export const dateJson = (iso: string): string => `/Date(${Date.parse(iso)})/`;

export const referenceJson = (value: LookupValue, name: string | null = null): object => ({
  __type: typeOf("EntityReference"),
  Id: value.id,
  KeyAttributes: [],
  LogicalName: value.table,
  Name: name,
  RowVersion: null,
});

/** One column's value as an attribute value. */
export function attributeJson(column: Column | undefined, value: StoredValue): unknown {
  if (value === null) return null;
  if (typeof value === "object") {
    if ("id" in value) return referenceJson(value);
    return value.map((choice) => ({ __type: typeOf("OptionSetValue"), Value: choice }));
  }
  switch (column?.type) {
    case "Picklist":
    case "State":
    case "Status":
      return { __type: typeOf("OptionSetValue"), Value: value };
    case "Money":
      return { __type: typeOf("Money"), Value: value };
    case "DateTime":
      return dateJson(String(value));
    default:
      return value;
  }
}

/** An Entity. `typed` is left out for images, which stand where their class is known. */
export function entityJson(
  model: MetadataModel,
  row: {
    readonly table: string;
    readonly id?: string;
    readonly values: Readonly<Record<string, StoredValue>>;
  },
  typed = true,
): object {
  const table = model.table(row.table);
  const column = (name: string): Column | undefined => table?.columns.get(name);
  const entries = Object.entries(row.values);
  const id = row.id ?? "00000000-0000-0000-0000-000000000000";
  const withId = table !== undefined && row.id !== undefined && !(table.primaryId in row.values);
  return {
    ...(typed ? { __type: typeOf("Entity") } : {}),
    Attributes: [
      ...entries.map(([name, value]) => ({ key: name, value: attributeJson(column(name), value) })),
      ...(withId ? [{ key: table.primaryId, value: row.id }] : []),
    ],
    EntityState: null,
    FormattedValues: entries.flatMap(([name, value]) => formatted(model, column(name), name, value)),
    Id: id,
    KeyAttributes: [],
    LogicalName: row.table,
    RelatedEntities: [],
    RowVersion: null,
  };
}

function formatted(
  model: MetadataModel,
  column: Column | undefined,
  name: string,
  value: StoredValue,
): KeyValue[] {
  if (column === undefined || (typeof value !== "number" && typeof value !== "boolean")) return [];
  const option = model.options(column).find((one) => one.value === Number(value));
  const label = option?.labels[1033];
  return label === undefined ? [] : [{ key: name, value: label }];
}

/** An input or output parameter. */
export function parameterJson(model: MetadataModel, value: unknown): unknown {
  if (Array.isArray(value)) {
    return value.some(isEntity)
      ? {
          __type: typeOf("EntityCollection"),
          Entities: value.map((one) => parameterJson(model, one)),
          EntityName: entityName(value),
        }
      : value;
  }
  if (isEntity(value)) return entityJson(model, value);
  if (isReference(value)) return referenceJson(value);
  return value ?? null;
}

export const bag = (model: MetadataModel, values: Readonly<Record<string, unknown>>): readonly KeyValue[] =>
  Object.entries(values).map(([key, value]) => ({ key, value: parameterJson(model, value) }));

/** An image: an entity under its alias. */
export const image = (model: MetadataModel, key: string, row: StoredRow): KeyValue => ({
  key,
  value: entityJson(model, row, false),
});

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null;
const isEntity = (value: unknown): value is EntityInput =>
  isObject(value) && "table" in value && "values" in value;
const isReference = (value: unknown): value is LookupValue =>
  isObject(value) && "table" in value && "id" in value && !("values" in value);
const entityName = (values: readonly unknown[]): string | null => values.find(isEntity)?.table ?? null;
