import {
  completeChoice,
  completeColumn,
  completeKey,
  completeRelationship,
  metadataId,
  tableDefaults,
} from "./defaults";
import { Relationships } from "./relationships";
import { systemColumns, systemRelationships } from "./system-columns";
import type {
  Choice,
  ChoiceInput,
  Column,
  ColumnInput,
  Key,
  KeyInput,
  ManyToManyInput,
  Navigation,
  Option,
  RelationshipInput,
  Table,
  TableInput,
} from "./types";

/** Custom tables get their type codes from here on, as in a new environment. */
const FIRST_CUSTOM_TYPE_CODE = 10_000;

interface MutableTable extends Table {
  readonly columns: Map<string, Column>;
  readonly keys: Map<string, Key>;
}

/**
 * Everything the local Dataverse knows about tables. Filled by metadata/standard at the start and by the solution
 * importer after; adding what exists already replaces it, as a second import does.
 */
export class MetadataModel {
  private readonly tablesByName = new Map<string, MutableTable>();
  private readonly tablesBySet = new Map<string, MutableTable>();
  private readonly choicesByName = new Map<string, Choice>();
  private nextTypeCode = FIRST_CUSTOM_TYPE_CODE;
  readonly relationships = new Relationships();
  /** Grows with every change; compiled queries and `$metadata` are kept until it does. */
  version = 1;

  table(logicalName: string): Table | undefined {
    return this.tablesByName.get(logicalName);
  }

  tableBySet(entitySet: string): Table | undefined {
    return this.tablesBySet.get(entitySet);
  }

  tables(): readonly Table[] {
    return [...this.tablesByName.values()];
  }

  column(table: string, logicalName: string): Column | undefined {
    return this.tablesByName.get(table)?.columns.get(logicalName);
  }

  choice(name: string): Choice | undefined {
    return this.choicesByName.get(name);
  }

  choices(): readonly Choice[] {
    return [...this.choicesByName.values()];
  }

  /** Options of a choice, state, status or yes/no column, wherever they are kept. */
  options(column: Column): readonly Option[] {
    if (column.choice !== undefined) return this.choicesByName.get(column.choice)?.options ?? [];
    return column.options ?? [];
  }

  /** What a navigation property leads to; undefined when the table has none of that name. */
  navigation(table: string, name: string): Navigation | undefined {
    return this.relationships.navigation(table, name);
  }

  /** Adds a table with the columns every table has (createdon, owner, state, ...), or merges into the one that is there. */
  addTable(input: TableInput): Table {
    const { columns = [], keys = [], ...rest } = input;
    const existing = this.tablesByName.get(input.logicalName);
    if (existing !== undefined) this.tablesBySet.delete(existing.entitySet);
    const table: MutableTable = {
      ...tableDefaults(input),
      objectTypeCode: existing?.objectTypeCode ?? input.objectTypeCode ?? this.nextTypeCode++,
      ...existing,
      ...rest,
      columns: existing?.columns ?? new Map(),
      keys: existing?.keys ?? new Map(),
    };
    this.tablesByName.set(table.logicalName, table);
    this.tablesBySet.set(table.entitySet, table);
    for (const column of columns) this.addColumn(table.logicalName, column);
    for (const column of systemColumns(table)) {
      if (!table.columns.has(column.logicalName)) this.addColumn(table.logicalName, column);
    }
    for (const relationship of systemRelationships(table)) {
      if (!this.relationships.has(relationship.schemaName)) this.addRelationship(relationship);
    }
    for (const key of keys) this.addKey(table.logicalName, key);
    this.version++;
    return table;
  }

  addColumn(table: string, input: ColumnInput): Column {
    const owner = this.require(table);
    const column = completeColumn(table, {
      ...(input.logicalName === owner.primaryId ? { isPrimaryId: true, validForUpdate: false } : {}),
      ...(input.logicalName === owner.primaryName ? { isPrimaryName: true } : {}),
      ...input,
    });
    owner.columns.set(column.logicalName, column);
    this.version++;
    return column;
  }

  /** Adds an alternate key. The store builds its index with `store.rebuildKeys(table)`. */
  addKey(table: string, input: KeyInput): Key {
    const key = completeKey(table, input);
    this.require(table).keys.set(key.logicalName, key);
    this.version++;
    return key;
  }

  removeKey(table: string, logicalName: string): void {
    this.require(table).keys.delete(logicalName);
    this.version++;
  }

  /** Adds a one-to-many relationship, and its target to the lookup column. */
  addRelationship(input: RelationshipInput): void {
    const column = this.require(input.referencingTable).columns.get(input.referencingColumn);
    if (column === undefined)
      throw new Error(
        `${input.referencingTable}.${input.referencingColumn} does not exist (${input.schemaName}).`,
      );
    // The owner relationship points to the abstract "owner"; its column keeps its real targets.
    if (column.type !== "Owner" && !column.targets?.includes(input.referencedTable)) {
      const targets = [...(column.targets ?? []), input.referencedTable];
      this.require(input.referencingTable).columns.set(column.logicalName, { ...column, targets });
    }
    const polymorphic = column.type === "Customer";
    const navigation = polymorphic
      ? `${column.schemaName.toLowerCase()}_${input.referencedTable}`
      : column.isCustom
        ? column.schemaName
        : column.logicalName;
    const referencedId =
      this.tablesByName.get(input.referencedTable)?.primaryId ?? `${input.referencedTable}id`;
    this.relationships.add(completeRelationship(input, referencedId, input.navigation ?? navigation));
    this.version++;
  }

  addManyToMany(input: ManyToManyInput): void {
    this.relationships.addManyToMany({
      isCustom: false,
      metadataId: metadataId("relationship", input.schemaName),
      ...input,
    });
    this.version++;
  }

  addChoice(input: ChoiceInput): Choice {
    const choice = completeChoice(input);
    this.choicesByName.set(choice.name, choice);
    this.version++;
    return choice;
  }

  private require(table: string): MutableTable {
    const found = this.tablesByName.get(table);
    if (found === undefined) throw new Error(`Table ${table} does not exist in the metadata model.`);
    return found;
  }
}
