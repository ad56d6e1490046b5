import type { ChoiceModel, SchemaModel, TableModel } from "./model";

const HEADER = `// Made from solution/src by \`npm run generate\`. Do not edit: change the solution, then run it again.\n`;

/** Option sets whose constant needs another name than the choice without its prefix, in PascalCase. */
const CHOICE_NAMES: Record<string, string> = {
  wave_system: "System",
  wave_channel: "Channel",
  wave_syncstatus: "SyncStatus",
  wave_connectionstatus: "ConnectionStatus",
  wave_direction: "Direction",
  wave_mappingstatus: "MappingStatus",
  wave_deletepolicy: "DeletePolicy",
  wave_conflictpolicy: "ConflictPolicy",
  wave_runkind: "RunKind",
  wave_runstatus: "RunStatus",
  wave_issuestatus: "IssueStatus",
  wave_operationkind: "OperationKind",
  wave_operationstatus: "OperationStatus",
  wave_identitykind: "IdentityKind",
};

/** Writes the model as TypeScript text (not yet formatted). */
export function emitSchema(model: SchemaModel): string {
  const byKey = <T>(rows: readonly (readonly [string, T])[]): Record<string, T> => Object.fromEntries(rows);
  const apis = byKey(
    model.apis.map((api) => [
      api.key,
      { name: api.name, parameters: byKey(api.parameters.map((name) => [name, name])) },
    ]),
  );
  return [
    HEADER,
    constant("solution", "The solution these names come from.", model.solution),
    ...model.tables.map(emitTable),
    ...model.choices.map(emitChoice),
    constant("api", "The Custom APIs and their parameters.", apis),
    constant("serviceEndpoint", "The webhook that the steps call.", model.endpoint),
    constant("steps", "The steps that tell the connector of what happens to contacts.", model.steps),
  ].join("\n");
}

/**
 * A table as one constant, and its names, columns and lookups as constants of their own: code that is loaded with every
 * form takes only those, and what it does not name is left out of its bundle.
 */
function emitTable({ key, logicalName, ...table }: TableModel): string {
  const names = {
    logicalName,
    entitySet: table.entitySet,
    primaryId: table.primaryId,
    primaryName: table.primaryName,
  };
  const lookups = Object.fromEntries(
    table.lookups.map(({ key: lookup, column, nav, targets }) => [
      lookup,
      { column, nav, value: `_${column}_value`, targets },
    ]),
  );
  const whole = {
    ...names,
    columns: new Name(`${key}Columns`),
    maxLength: Object.fromEntries(table.maxLength),
    lookups: new Name(`${key}Lookups`),
    keys: Object.fromEntries(table.keys.map((one) => [one.key, { name: one.name, columns: one.columns }])),
  };
  return [
    constant(`${key}Names`, `Names of the table ${logicalName}.`, names),
    constant(`${key}Columns`, `Columns of the table ${logicalName}.`, Object.fromEntries(table.columns)),
    constant(`${key}Lookups`, `Lookups of the table ${logicalName}.`, lookups),
    constant(key, `Table ${logicalName}.`, whole),
  ].join("\n");
}

function emitChoice(choice: ChoiceModel): string {
  const name = CHOICE_NAMES[choice.key];
  if (!name) throw new Error(`scripts/schema/emit.ts has no TypeScript name for the choice ${choice.key}`);
  return (
    constant(name, `Choice ${choice.key}.`, Object.fromEntries(choice.options)) +
    `export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`
  );
}

/** Another constant, by its name instead of its value. */
class Name {
  constructor(readonly name: string) {}
}

function constant(name: string, says: string, value: object): string {
  return `/** ${says} */\nexport const ${name} = ${literal(value)} as const;\n`;
}

function literal(value: object): string {
  const marked = JSON.stringify(
    value,
    (_key, each: unknown) => (each instanceof Name ? `@${each.name}@` : each),
    2,
  );
  return marked.replace(/"@(\w+)@"/g, "$1");
}
