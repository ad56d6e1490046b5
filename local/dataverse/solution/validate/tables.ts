import type { ColumnInput, KeyInput, Labels, RelationshipInput } from "../../metadata/types";
import { importFailed, labelMissing } from "../errors";
import type { PackagedTable } from "../read/types";
import type { Environment } from "./environment";

/** Limits of alternate keys (docs: define-alternate-keys). */
const MAX_KEYS = 10;
const MAX_KEY_COLUMNS = 16;
const MAX_KEY_BYTES = 900;
/** Types a key column may have, and what it takes in the index; text takes two bytes a character. */
const KEY_BYTES: Readonly<Record<string, number>> = {
  Decimal: 17,
  Integer: 4,
  DateTime: 8,
  Lookup: 16,
  Customer: 16,
  Owner: 16,
  Picklist: 4,
  String: 0,
};
/** The owner of a row is a user or a team: the relationship names neither. */
const ABSTRACT_TABLES = new Set(["owner"]);

/** Tables, columns, keys and relationships: names, labels, and that everything they point to exists. */
export function checkTables(environment: Environment): void {
  const { solution } = environment;
  for (const table of solution.tables) {
    checkTable(environment, table);
    for (const column of table.input.columns ?? []) checkColumn(environment, table, column);
    for (const key of table.input.keys ?? []) checkKey(environment, table, key);
  }
  for (const choice of solution.choices) {
    requireLabel(environment, choice.displayName, `choice ${choice.name}`);
    for (const option of choice.options)
      requireLabel(environment, option.labels, `option ${option.value} of ${choice.name}`);
  }
  for (const relationship of solution.relationships) checkRelationship(environment, relationship);
}

const requireLabel = ({ baseLanguage }: Environment, labels: Labels | undefined, what: string): void => {
  if ((labels?.[baseLanguage] ?? "") === "") throw labelMissing(what, baseLanguage);
};

const checkTable = (
  environment: Environment,
  { logicalName, defines, input, ...table }: PackagedTable,
): void => {
  const keys = new Set([
    ...(environment.kernel.model.table(logicalName)?.keys.keys() ?? []),
    ...(input.keys ?? []).map((key) => key.logicalName),
  ]);
  if (keys.size > MAX_KEYS)
    throw importFailed(`table ${logicalName} has more than ${MAX_KEYS} alternate keys`, logicalName);
  for (const view of table.views) requireLabel(environment, view.names, `view ${view.id}`);
  for (const form of table.forms) requireLabel(environment, form.names, `form ${form.id}`);
  if (!defines) return;
  requirePrefix(environment, logicalName, logicalName);
  requireLabel(environment, input.displayName, `table ${logicalName}`);
  requireLabel(environment, input.displayCollectionName, `table ${logicalName}`);
  if (input.primaryId === undefined)
    throw importFailed(`table ${logicalName} has no primary key column`, logicalName);
  if (input.primaryName === undefined)
    throw importFailed(`table ${logicalName} has no primary name column`, logicalName);
};

const checkColumn = (environment: Environment, table: PackagedTable, column: ColumnInput): void => {
  const name = `${table.logicalName}.${column.logicalName}`;
  if (!column.isCustom) {
    const exists = environment.kernel.model.column(table.logicalName, column.logicalName) !== undefined;
    if (!table.defines && !exists)
      throw importFailed(`column ${name} does not exist and is not custom`, name);
    return;
  }
  requirePrefix(environment, column.logicalName, name);
  requireLabel(environment, column.displayName, `column ${name}`);
  if (column.choice !== undefined && !environment.hasChoice(column.choice))
    throw importFailed(`column ${name} uses the choice ${column.choice}, which does not exist`, name);
  if (column.type === "Lookup" && !hasRelationship(environment, table.logicalName, column.logicalName))
    throw importFailed(`lookup ${name} has no relationship`, name);
};

const hasRelationship = ({ solution, kernel }: Environment, table: string, column: string): boolean =>
  solution.relationships.some((one) => one.referencingTable === table && one.referencingColumn === column) ||
  kernel.model.relationships.ofColumn(table, column).length > 0;

const requirePrefix = ({ solution }: Environment, name: string, component: string): void => {
  const prefix = `${solution.manifest.publisher.prefix.toLowerCase()}_`;
  if (!name.startsWith(prefix))
    throw importFailed(`the name ${name} does not begin with ${prefix}`, component);
};

const checkKey = (environment: Environment, table: PackagedTable, key: KeyInput): void => {
  const name = `${table.logicalName}.${key.logicalName}`;
  if (key.columns.length === 0 || key.columns.length > MAX_KEY_COLUMNS)
    throw importFailed(`key ${name} must have 1 to ${MAX_KEY_COLUMNS} columns`, name);
  let bytes = 0;
  for (const columnName of key.columns) {
    const column = environment.column(table.logicalName, columnName);
    const size = column === undefined ? undefined : KEY_BYTES[column.type];
    if (column === undefined)
      throw importFailed(`key ${name} names the column ${columnName}, which does not exist`, name);
    if (size === undefined)
      throw importFailed(`columns of type ${column.type} cannot be in key ${name}`, name);
    bytes += column.type === "String" ? 2 * (column.maxLength ?? 0) : size;
  }
  if (bytes > MAX_KEY_BYTES)
    throw importFailed(`key ${name} takes ${bytes} bytes, more than ${MAX_KEY_BYTES}`, name);
  requireLabel(environment, key.displayName, `key ${name}`);
};

const checkRelationship = (environment: Environment, one: RelationshipInput): void => {
  if (!environment.hasTable(one.referencingTable))
    throw importFailed(
      `relationship ${one.schemaName}: table ${one.referencingTable} does not exist`,
      one.schemaName,
    );
  if (!environment.hasTable(one.referencedTable) && !ABSTRACT_TABLES.has(one.referencedTable))
    throw importFailed(
      `relationship ${one.schemaName}: table ${one.referencedTable} does not exist`,
      one.schemaName,
    );
  if (environment.column(one.referencingTable, one.referencingColumn) === undefined)
    throw importFailed(
      `relationship ${one.schemaName}: column ${one.referencingColumn} does not exist`,
      one.schemaName,
    );
};
