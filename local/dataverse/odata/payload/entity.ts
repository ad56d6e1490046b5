import type { EntityInput, LookupValue, StoredValue } from "../../contracts";
import { badPayload, deepUpdate, invalidProperty, notImplemented, undeclaredProperty } from "../../errors";
import type { Column, Navigation, Table } from "../../metadata/types";
import type { QueryScope } from "../../query/types";
import { isLookupColumn } from "../filter/property";
import { parseRowAddress, resolveReference } from "./reference";
import { readValue } from "./value";

type Json = Readonly<Record<string, unknown>>;

const BIND = "@odata.bind";
const LOOKUP_VALUE = /^_(.+)_value$/;

interface Draft {
  id?: string;
  keys?: Readonly<Record<string, StoredValue>>;
  readonly values: Record<string, StoredValue>;
  readonly related: Record<string, readonly EntityInput[]>;
  readonly parents: Record<string, EntityInput>;
  readonly links: Record<string, readonly LookupValue[]>;
}

/** Reads a row's JSON: columns, `nav@odata.bind`, nested rows, `@odata.id` (docs: create-entity-web-api, bulk-operations). */
export const readEntity = (scope: QueryScope, table: Table, json: unknown): EntityInput => {
  if (!isObject(json)) throw badPayload(table.entitySet, "A node of type 'StartObject' was expected.");
  const draft: Draft = { values: {}, related: {}, parents: {}, links: {} };
  for (const [name, value] of Object.entries(json)) readMember(scope, table, draft, name, value);
  const { related, parents, links, ...rest } = draft;
  return {
    table: table.logicalName,
    ...rest,
    ...(isEmpty(related) ? {} : { related }),
    ...(isEmpty(parents) ? {} : { parents }),
    ...(isEmpty(links) ? {} : { links }),
  };
};

const readMember = (scope: QueryScope, table: Table, draft: Draft, name: string, value: unknown): void => {
  if (name === "@odata.id") Object.assign(draft, addressOf(scope, table, value));
  else if (name.endsWith(BIND)) readBind(scope, table, draft, name.slice(0, -BIND.length), value);
  else if (name.includes("@")) return;
  else readProperty(scope, table, draft, name, value);
};

const addressOf = (scope: QueryScope, table: Table, value: unknown) => {
  const address = parseRowAddress(scope, String(value));
  if (address.table.logicalName !== table.logicalName)
    throw badPayload(table.entitySet, `The '@odata.id' '${String(value)}' is of another table.`);
  return {
    ...(address.id === undefined ? {} : { id: address.id }),
    ...(address.keys === undefined ? {} : { keys: address.keys }),
  };
};

const readProperty = (scope: QueryScope, table: Table, draft: Draft, name: string, value: unknown): void => {
  const column = table.columns.get(name);
  if (column !== undefined && !isLookupColumn(column) && column.type !== "PartyList")
    return void assign(draft, table, column, readValue(table.entitySet, column, value));
  const lookup = LOOKUP_VALUE.exec(name)?.[1];
  if (lookup !== undefined && table.columns.has(lookup)) throw deepUpdate(table.entitySet);
  const navigation = scope.kernel.model.navigation(table.logicalName, name);
  if (navigation === undefined) throw invalidProperty(name, table.logicalName);
  readNavigation(scope, table, draft, name, navigation, value);
};

const assign = (draft: Draft, table: Table, column: Column, value: StoredValue): void => {
  if (column.logicalName === table.primaryId && typeof value === "string") draft.id = value;
  else draft.values[column.logicalName] = value;
};

const readNavigation = (
  scope: QueryScope,
  table: Table,
  draft: Draft,
  name: string,
  navigation: Navigation,
  value: unknown,
): void => {
  if (navigation.kind === "one") {
    if (value === null) draft.values[navigation.relationship.referencingColumn] = null;
    else if (!isObject(value)) throw deepUpdate(table.entitySet);
    else draft.parents[name] = readEntity(scope, targetOf(scope, navigation), value);
    return;
  }
  if (!Array.isArray(value)) throw badPayload(table.entitySet, "A node of type 'StartArray' was expected.");
  draft.related[name] = value.map((row) => readEntity(scope, targetOf(scope, navigation), row));
};

const targetOf = (scope: QueryScope, navigation: Navigation): Table => {
  const table = scope.kernel.model.table(navigation.target);
  if (table === undefined) throw notImplemented(`rows of '${navigation.target}' in a payload`);
  return table;
};

/** `parentcustomerid_account@odata.bind`: one address, null to clear, or a list for collections. */
const readBind = (scope: QueryScope, table: Table, draft: Draft, name: string, value: unknown): void => {
  const navigation = scope.kernel.model.navigation(table.logicalName, name);
  if (navigation === undefined) throw undeclaredProperty(name, table.entitySet);
  if (Array.isArray(value)) {
    if (navigation.kind === "one")
      throw badPayload(table.entitySet, `The navigation property '${name}' is not a collection.`);
    draft.links[name] = value.map((address) => resolveReference(scope, String(address)));
    return;
  }
  if (navigation.kind !== "one")
    throw badPayload(table.entitySet, `The navigation property '${name}' is a collection.`);
  const column = navigation.relationship.referencingColumn;
  if (value === null || value === "") {
    draft.values[column] = null;
    return;
  }
  const reference = resolveReference(scope, String(value));
  if (navigation.target !== "owner" && reference.table !== navigation.target)
    throw badPayload(
      table.entitySet,
      `The navigation property '${name}' cannot refer to '${String(value)}'.`,
    );
  draft.values[column] = reference;
};

const isObject = (value: unknown): value is Json =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const isEmpty = (value: object): boolean => Object.keys(value).length === 0;
