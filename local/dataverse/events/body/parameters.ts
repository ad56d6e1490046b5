import type { EntityInput, EventInput, Kernel, LookupValue, StoredRow, StoredValue } from "../../contracts";
import {
  columnValue,
  entityCollection,
  entityReference,
  entityValue,
  parameterValue,
  type KeyValue,
} from "./values";

const EMPTY_GUID = "00000000-0000-0000-0000-000000000000";

/**
 * Input parameters of a message, in the platform's shape. `completed` is true after the main operation: the target
 * then holds what the platform has set as well (`modifiedon`, `fullname`, ...).
 */
export function inputParameters(kernel: Kernel, event: EventInput, completed: boolean): readonly KeyValue[] {
  const { request } = event;
  const operation = kernel.registry.operation(request.name);
  if (operation !== undefined) {
    const bound: readonly KeyValue[] =
      operation.binding === "entity" && request.table !== undefined && request.id !== undefined
        ? [{ key: "Target", value: entityReference({ table: request.table, id: request.id }) }]
        : [];
    return [
      ...bound,
      ...operation.parameters
        .filter(({ name }) => name in request.input)
        .map(({ name, type }) => ({
          key: name,
          value: parameterValue(kernel.model, type, request.input[name]),
        })),
    ];
  }
  return Object.entries(request.input)
    .flatMap(([key, value]) => rowParameter(kernel, event, key, value, completed))
    .concat(
      request.name === "Delete" && request.table !== undefined
        ? [{ key: "Target", value: entityReference({ table: request.table, id: request.id ?? EMPTY_GUID }) }]
        : [],
    );
}

/** Parameters of the local pipeline that the platform does not have. */
const INTERNAL = new Set(["IfMatch", "IfNoneMatch"]);

const rowParameter = (
  kernel: Kernel,
  event: EventInput,
  key: string,
  value: unknown,
  completed: boolean,
): KeyValue[] => {
  if (INTERNAL.has(key) || value === undefined) return [];
  if (key === "Targets") {
    const targets = (value as readonly EntityInput[]).map((target) =>
      targetOf(kernel, target, undefined, undefined),
    );
    return [{ key, value: entityCollection(kernel.model, event.request.table ?? "", targets) }];
  }
  if (isLookup(value)) return [{ key, value: entityReference(value) }];
  if (isEntity(value)) {
    const [before, after] =
      key === "Target" && completed ? [event.before, event.after] : [undefined, undefined];
    return [{ key, value: entityValue(kernel.model, targetOf(kernel, value, before, after)) }];
  }
  return [{ key, value }];
};

/** The target as the request gave it, and, once the row is written, with every other column that changed. */
const targetOf = (
  kernel: Kernel,
  target: EntityInput,
  before: StoredRow | undefined,
  after: StoredRow | undefined,
): { table: string; id: string; values: Record<string, StoredValue> } => {
  const id = target.id ?? after?.id;
  const primaryId = kernel.model.table(target.table)?.primaryId;
  const values: Record<string, StoredValue> = { ...target.values };
  if (primaryId !== undefined && id !== undefined) values[primaryId] = id;
  for (const [name, value] of Object.entries(after?.values ?? {})) {
    if (!(name in values) && !same(before?.values[name], value)) values[name] = value;
  }
  return { table: target.table, id: id ?? EMPTY_GUID, values };
};

const same = (a: StoredValue | undefined, b: StoredValue): boolean =>
  a === b || JSON.stringify(a) === JSON.stringify(b);

const isLookup = (value: unknown): value is LookupValue =>
  typeof value === "object" && value !== null && "table" in value && "id" in value && !("values" in value);
const isEntity = (value: unknown): value is EntityInput =>
  typeof value === "object" && value !== null && "values" in value;

/** Output parameters: what the operation answered; the platform's own answers carry a row's id only. */
export function outputParameters(kernel: Kernel, event: EventInput): readonly KeyValue[] {
  const { request, response } = event;
  if (response === undefined) return [];
  const declared = kernel.registry.operation(request.name)?.response;
  if (declared !== undefined)
    return declared
      .filter(({ name }) => name in response)
      .map(({ name, type }) => ({ key: name, value: parameterValue(kernel.model, type, response[name]) }));
  return request.name === "Create" && response["id"] !== undefined
    ? [{ key: "id", value: response["id"] }]
    : [];
}

/** Some columns of a row, as an image holds them. */
export const imageOf = (kernel: Kernel, row: StoredRow, columns: readonly string[]): object => {
  const names = columns.length === 0 ? Object.keys(row.values) : columns.filter((name) => name in row.values);
  return {
    Attributes: names.map((key): KeyValue => ({
      key,
      value: columnValue(kernel.model.column(row.table, key), row.values[key] ?? null),
    })),
    EntityState: null,
    FormattedValues: [],
    Id: row.id,
    KeyAttributes: [],
    LogicalName: row.table,
    RelatedEntities: [],
    RowVersion: null,
  };
};
