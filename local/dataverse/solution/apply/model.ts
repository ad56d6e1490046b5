import type { Kernel } from "../../contracts";
import type { ColumnInput, Key, KeyInput } from "../../metadata/types";
import type { PackagedTable, SolutionPackage } from "../read/types";

/** An alternate key whose index has yet to be built. */
export interface PendingKey {
  readonly table: string;
  readonly key: Key;
}

/**
 * Teaches the model the tables, columns, relationships and choices of a solution. What is there already is brought up
 * to date; nothing is taken away, so no row loses data. Gives the keys that wait for their index.
 */
export function applyModel({ model }: Kernel, solution: SolutionPackage): readonly PendingKey[] {
  for (const choice of solution.choices) model.addChoice(choice);
  for (const table of solution.tables) applyTable(model, table);
  for (const relationship of solution.relationships) model.addRelationship(relationship);
  for (const relationship of solution.manyToMany) model.addManyToMany(relationship);
  return solution.tables.flatMap(({ logicalName, input }) =>
    (input.keys ?? []).flatMap((key) => addKey(model, logicalName, key)),
  );
}

const applyTable = (model: Kernel["model"], { logicalName, input, defines }: PackagedTable): void => {
  const { keys: _keys, columns = [], ...definition } = input;
  const known = model.table(logicalName);
  const merged = columns.map((column): ColumnInput => ({
    ...known?.columns.get(column.logicalName),
    ...column,
  }));
  if (defines || known === undefined) model.addTable({ ...definition, columns: merged });
  else for (const column of merged) model.addColumn(logicalName, column);
};

/** A key with the same columns keeps its index; a new or changed one starts as Pending. */
const addKey = (model: Kernel["model"], table: string, input: KeyInput): readonly PendingKey[] => {
  const known = model.table(table)?.keys.get(input.logicalName);
  if (known !== undefined && known.columns.join() === input.columns.join()) {
    model.addKey(table, {
      ...known,
      ...input,
      ...(known.indexStatus === undefined ? {} : { indexStatus: known.indexStatus }),
    });
    return known.indexStatus === "Failed" ? [{ table, key: known }] : [];
  }
  return [{ table, key: model.addKey(table, { ...input, indexStatus: "Pending" }) }];
};
