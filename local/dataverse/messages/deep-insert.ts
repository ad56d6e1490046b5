import type { EntityInput, LookupValue, MessageScope } from "../contracts";
import { notImplemented } from "../errors";

/** Creates the rows under single-valued navigation properties first; gives the lookups that point to them. */
export const createParents = async (
  target: EntityInput,
  scope: MessageScope,
): Promise<Record<string, LookupValue>> => {
  const lookups: Record<string, LookupValue> = {};
  for (const [name, parent] of Object.entries(target.parents ?? {})) {
    const navigation = scope.kernel.model.navigation(target.table, name);
    if (navigation?.kind !== "one") throw notImplemented(`deep insert through ${name}`);
    const { id } = await createRow(parent, scope);
    lookups[navigation.relationship.referencingColumn] = { table: parent.table, id };
  }
  return lookups;
};

/** Creates the rows under collection-valued navigation properties, pointing to the new row. */
export const createRelated = async (target: EntityInput, id: string, scope: MessageScope): Promise<void> => {
  for (const [name, rows] of Object.entries(target.related ?? {})) {
    const navigation = scope.kernel.model.navigation(target.table, name);
    if (navigation?.kind !== "many") throw notImplemented(`deep insert through ${name}`);
    const column = navigation.relationship.referencingColumn;
    for (const row of rows) {
      const values = { ...row.values, [column]: scope.kernel.store.reference(target.table, id) };
      await createRow({ ...row, values }, scope);
    }
  }
};

/** Parties have no privileges of their own: who may write the activity may write them. */
const PARTS = new Set(["activityparty"]);

const createRow = async (row: EntityInput, scope: MessageScope): Promise<{ readonly id: string }> => {
  const response = await scope.execute(
    {
      name: "Create",
      table: row.table,
      ...(row.id === undefined ? {} : { id: row.id }),
      input: { Target: row },
    },
    PARTS.has(row.table) ? scope.kernel.systemContext() : undefined,
  );
  return { id: response["id"] as string };
};
