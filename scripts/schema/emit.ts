import type { ChoiceModel, SchemaModel, TableModel } from "./model";

const HEADER = `// Made from solution/src by \`npm run generate\`. Do not edit: change the solution, then run it again.\n`;

/** Option sets whose constant needs another name than the choice without its prefix, in PascalCase. */
const CHOICE_NAMES: Record<string, string> = {
  wave_system: "System",
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
    constant(
      "steps",
      "The steps that hand our Custom APIs, and what happens to synced tables, to the connector.",
      model.steps,
    ),
  ].join("\n");
}

function emitTable(table: TableModel): string {
  const lookups = Object.fromEntries(
    table.lookups.map(({ key, column, nav, targets }) => [
      key,
      { column, nav, value: `_${column}_value`, targets },
    ]),
  );
  return constant(table.key, `Table ${table.logicalName}.`, {
    logicalName: table.logicalName,
    entitySet: table.entitySet,
    primaryId: table.primaryId,
    primaryName: table.primaryName,
    columns: Object.fromEntries(table.columns),
    maxLength: Object.fromEntries(table.maxLength),
    lookups,
    keys: Object.fromEntries(table.keys.map(({ key, name, columns }) => [key, { name, columns }])),
  });
}

function emitChoice(choice: ChoiceModel): string {
  const name = CHOICE_NAMES[choice.key];
  if (!name) throw new Error(`scripts/schema/emit.ts has no TypeScript name for the choice ${choice.key}`);
  return (
    constant(name, `Choice ${choice.key}.`, Object.fromEntries(choice.options)) +
    `export type ${name} = (typeof ${name})[keyof typeof ${name}];\n`
  );
}

function constant(name: string, says: string, value: unknown): string {
  return `/** ${says} */\nexport const ${name} = ${JSON.stringify(value, null, 2)} as const;\n`;
}
