import {
  badPayload,
  duplicateKeyName,
  invalidArgument,
  noSuchProperty,
  resourceNotFound,
} from "../../errors";
import { label } from "../../metadata/defaults";
import type { Labels, Table } from "../../metadata/types";
import { noContent, type WireRequest, type WireResponse } from "../wire";

/** Limits of alternate keys (docs: define-alternate-keys). */
const MAX_KEYS = 10;
const MAX_COLUMNS = 16;
const MAX_INDEX_BYTES = 900;
const BYTES_PER_CHARACTER = 2;
const KEY_TYPES = new Set(["Decimal", "Integer", "String", "DateTime", "Lookup", "Customer", "Picklist"]);

interface KeyBody {
  readonly SchemaName?: unknown;
  readonly KeyAttributes?: unknown;
  readonly DisplayName?: {
    readonly LocalizedLabels?: readonly { readonly Label: string; readonly LanguageCode: number }[];
  };
}

/** `POST EntityDefinitions(LogicalName='contact')/Keys`: the index is built at once; a key with doubled values fails. */
export const createKey = async (request: WireRequest, segment: string): Promise<WireResponse> => {
  const { kernel, context } = request;
  if (!context.isSystem) kernel.security.requireNamed(context, "prvCreateEntityKey");
  const table = tableOf(request, segment);
  const body = (request.body ?? {}) as KeyBody;
  if (typeof body.SchemaName !== "string" || !Array.isArray(body.KeyAttributes))
    throw badPayload("EntityKeyMetadata", "SchemaName and KeyAttributes were expected.");
  const columns = body.KeyAttributes.map(String);
  checkColumns(table, columns);
  const logicalName = body.SchemaName.toLowerCase();
  if (table.keys.has(logicalName)) throw duplicateKeyName(body.SchemaName);
  if (table.keys.size >= MAX_KEYS)
    throw invalidArgument(`A table can have at most ${MAX_KEYS} alternate keys.`);
  const key = kernel.model.addKey(table.logicalName, {
    logicalName,
    schemaName: body.SchemaName,
    columns,
    displayName: labelsOf(body) ?? label(body.SchemaName),
  });
  kernel.store.rebuildKeys(table.logicalName);
  const url = `${request.base}EntityDefinitions(${table.metadataId})/Keys(${key.metadataId})`;
  return Promise.resolve(noContent({ "OData-EntityId": url }));
};

const tableOf = ({ kernel }: WireRequest, segment: string): Table => {
  const name = /^EntityDefinitions\(LogicalName='(\w+)'\)$/.exec(segment)?.[1];
  const id = /^EntityDefinitions\(([0-9a-f-]{36})\)$/i.exec(segment)?.[1]?.toLowerCase();
  const table = kernel.model.tables().find((one) => one.logicalName === name || one.metadataId === id);
  if (table === undefined) throw resourceNotFound(segment);
  return table;
};

const checkColumns = (table: Table, columns: readonly string[]): void => {
  if (columns.length === 0 || columns.length > MAX_COLUMNS)
    throw invalidArgument(`An alternate key has between 1 and ${MAX_COLUMNS} columns.`);
  let bytes = 0;
  for (const name of columns) {
    const column = table.columns.get(name);
    if (column === undefined) throw noSuchProperty(name, table.logicalName);
    if (!KEY_TYPES.has(column.type))
      throw invalidArgument(
        `The column '${name}' of type ${column.type} cannot be part of an alternate key.`,
      );
    bytes += (column.maxLength ?? 0) * BYTES_PER_CHARACTER;
  }
  if (bytes > MAX_INDEX_BYTES)
    throw invalidArgument(`The key's columns exceed the index limit of ${MAX_INDEX_BYTES} bytes.`);
};

const labelsOf = ({ DisplayName }: KeyBody): Labels | undefined => {
  const labels = DisplayName?.LocalizedLabels;
  return labels === undefined
    ? undefined
    : Object.fromEntries(labels.map(({ Label, LanguageCode }) => [LanguageCode, Label]));
};
