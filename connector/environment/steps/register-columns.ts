import type { Database } from "../../database/database";
import type { DataverseClient } from "../../dataverse/client";
import { rememberSteps } from "../../state/environments";
import {
  registeredColumns,
  saveRegisteredColumns,
  type RegisteredColumns,
  type KnownMapping,
} from "../../state/known-mappings";
import { eventSteps } from "./event-steps";
import { completeSteps } from "./webhook-steps";

/**
 * Has the environment tell of changes to the tables and columns of the active mappings. Nothing is sent when it does so
 * already. @throws DataverseError
 */
export async function registerColumns(
  database: Database,
  client: DataverseClient,
  environmentId: string,
  known: readonly KnownMapping[],
): Promise<void> {
  const wanted = columnsOf(known);
  const told = await registeredColumns(database, environmentId);
  // What an inactive mapping needs is left as it is: pausing and resuming should cost nothing, and miss nothing.
  const changed = Object.entries(wanted).filter(
    ([table, columns]) => JSON.stringify(told?.[table]) !== JSON.stringify(columns),
  );
  if (changed.length === 0) return;
  const steps = changed.flatMap(([table, columns]) => eventSteps(table, columns));
  const registered = await completeSteps(client, steps);
  await database.transaction(async (sql) => {
    await rememberSteps(
      sql,
      environmentId,
      registered.map((step) => step.id),
    );
    await saveRegisteredColumns(sql, environmentId, { ...told, ...wanted });
  });
}

/** Watched columns of the active mappings, by table. */
function columnsOf(known: readonly KnownMapping[]): RegisteredColumns {
  const byTable: Record<string, string[]> = {};
  for (const { active, table, columns } of known) {
    const names = Object.keys(columns);
    if (active && names.length > 0)
      byTable[table] = [...new Set([...(byTable[table] ?? []), ...names])].sort();
  }
  return byTable;
}
