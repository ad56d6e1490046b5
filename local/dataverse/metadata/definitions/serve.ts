import { notImplemented, recordNotFound, resourceNotFound } from "../../errors";
import type { MetadataModel } from "../model";
import type { Column, Key, Table } from "../types";
import { attributeJson, metadataType } from "./attribute";
import { entityJson, keyJson, relationshipJson } from "./entity";
import { choiceJson, globalOptionSetJson, optionSetJson } from "./option-set";
import { filterTest, optionsOf, type DefinitionOptions } from "./options";
import { shape, type Expander } from "./shape";

/** What answering needs besides the model. */
export interface DefinitionScope {
  readonly model: MetadataModel;
  /** The caller's language (LCID), for `UserLocalizedLabel`. */
  readonly language: number;
  /** EntityKeyIndexStatus of a key: Pending, InProgress, Active or Failed. */
  keyStatus(table: string, key: string): string;
}

type Item = Record<string, unknown>;

/** An answer of the metadata: one item or a collection (never paged), and its place in `$metadata`. */
export interface DefinitionAnswer {
  readonly context: string;
  readonly item?: Item;
  readonly items?: readonly Item[];
}

const CAST = "Microsoft.Dynamics.CRM.";

/**
 * Answers `EntityDefinitions…` and `GlobalOptionSetDefinitions…`. `path` holds the decoded segments after the service
 * root (developer/data-platform/webapi/query-metadata-web-api). Unknown segments are 404, uncovered ones 501.
 */
export function serveDefinitions(
  scope: DefinitionScope,
  path: readonly string[],
  query: URLSearchParams,
): DefinitionAnswer {
  const [first = "", ...rest] = path;
  const options = optionsOf(query);
  const [set, key] = segment(first);
  if (set === "EntityDefinitions") {
    if (key === undefined)
      return collection(
        "EntityDefinitions",
        scope.model.tables().map((table) => entity(scope, table, options)),
        options,
      );
    return ofTable(scope, tableBy(scope, key), rest, options);
  }
  if (set === "GlobalOptionSetDefinitions") {
    const items = scope.model.choices().map((choice) => choiceJson(choice, scope.language));
    if (key === undefined) return collection(set, items, options);
    const found = items.find((item) => item["Name"] === key || item["MetadataId"] === key.toLowerCase());
    if (found === undefined) throw recordNotFound("OptionSet", key);
    if (rest.length > 0 && rest[0] !== `${CAST}OptionSetMetadata`) throw resourceNotFound(rest[0] ?? "");
    return { context: `${set}/$entity`, item: shape(found, "OptionSetMetadataBase", options) };
  }
  throw notImplemented(`metadata ${first}`);
}

function ofTable(
  scope: DefinitionScope,
  table: Table,
  rest: readonly string[],
  options: DefinitionOptions,
): DefinitionAnswer {
  const [first, ...more] = rest;
  if (first === undefined)
    return { context: "EntityDefinitions/$entity", item: entity(scope, table, options) };
  const [name, key] = segment(first);
  const context = `EntityDefinitions('${table.logicalName}')/${name}`;
  if (name === "Attributes" && key !== undefined) {
    const column = [...table.columns.values()].find(
      (one) => one.logicalName === key || one.metadataId === key.toLowerCase(),
    );
    if (column === undefined || !isOfType(column, more[0])) throw recordNotFound("Attribute", key);
    return { context: `${context}/$entity`, item: attribute(scope, table, column, options) };
  }
  if (name === "Attributes") {
    const columns = [...table.columns.values()].filter((column) => isOfType(column, more[0]));
    return collection(
      context,
      columns.map((column) => attribute(scope, table, column, options)),
      options,
    );
  }
  const expander = tableExpanders(scope, table)[name];
  if (expander === undefined || more.length > 0) throw resourceNotFound(more[0] ?? name);
  return { context, items: expander(options) as readonly Item[] };
}

const isOfType = (column: Column, cast: string | undefined): boolean =>
  cast === undefined || cast === `${CAST}${metadataType(column.type)}` || cast === `${CAST}AttributeMetadata`;

const collection = (
  context: string,
  items: readonly Item[],
  options: DefinitionOptions,
): DefinitionAnswer => ({
  context,
  items: options.filter === undefined ? items : items.filter(filterTest(options.filter)),
});

/** Items are filtered on all their properties, so the choice of properties comes after. */
function entity(scope: DefinitionScope, table: Table, options: DefinitionOptions): Item {
  return shape(
    entityJson(table, scope.language),
    "EntityMetadata",
    keepFiltered(options),
    tableExpanders(scope, table),
  );
}

function attribute(scope: DefinitionScope, table: Table, column: Column, options: DefinitionOptions): Item {
  const { model, language } = scope;
  const expanders: Readonly<Record<string, Expander>> = {
    OptionSet: () => optionSetJson(model, column, language),
    GlobalOptionSet: () => globalOptionSetJson(model, column, language),
  };
  return shape(attributeJson(table, column, language), "AttributeMetadata", keepFiltered(options), expanders);
}

/** Properties a filter names stay in the item until it has been applied. */
function keepFiltered(options: DefinitionOptions): DefinitionOptions {
  if (options.select === undefined || options.filter === undefined) return options;
  const named = [...options.filter.matchAll(/([A-Z]\w*)(?:\/\w+)? (?:eq|ne) /g)].map(
    (match) => match[1] ?? "",
  );
  return { ...options, select: [...new Set([...options.select, ...named])] };
}

function tableExpanders(scope: DefinitionScope, table: Table): Readonly<Record<string, Expander>> {
  const { model, language } = scope;
  const list = (items: readonly Item[], type: string, options: DefinitionOptions): readonly Item[] =>
    items.filter(filterTest(options.filter)).map((item) => shape(item, type, options));
  return {
    Attributes: (options) =>
      [...table.columns.values()]
        .map((column) => attribute(scope, table, column, options))
        .filter(filterTest(options.filter)),
    Keys: (options) => {
      const json = (key: Key) =>
        keyJson(table, key, scope.keyStatus(table.logicalName, key.logicalName), language);
      return list([...table.keys.values()].map(json), "EntityKeyMetadata", options);
    },
    ManyToOneRelationships: (options) =>
      list(
        model.relationships.manyToOne(table.logicalName).map(relationshipJson),
        "OneToManyRelationshipMetadata",
        options,
      ),
    OneToManyRelationships: (options) =>
      list(
        model.relationships.oneToMany(table.logicalName).map(relationshipJson),
        "OneToManyRelationshipMetadata",
        options,
      ),
  };
}

function tableBy(scope: DefinitionScope, key: string): Table {
  const found =
    scope.model.table(key) ?? scope.model.tables().find((table) => table.metadataId === key.toLowerCase());
  if (found === undefined) throw recordNotFound("EntityMetadata", key);
  return found;
}

/** `Attributes(LogicalName='x')` -> ["Attributes", "x"]; `Attributes(guid)` -> ["Attributes", guid]. */
function segment(text: string): readonly [name: string, key: string | undefined] {
  const [, name = text, inner] = /^([\w.]+)(?:\(([\s\S]*)\))?$/.exec(text) ?? [];
  if (inner === undefined) return [name, undefined];
  const named = /^(?:LogicalName|Name)='((?:[^']|'')*)'$/.exec(inner)?.[1];
  return [name, (named ?? inner).replaceAll("''", "'")];
}
