import type { Database } from "../database/database";
import { registerColumns } from "./steps/register-columns";
import { usableView } from "../dataverse/narrowed-view";
import { DataverseError } from "../dataverse/dataverse-error";
import type { Logger } from "../logging/logger";
import { saveKnownMappings, type KnownMapping } from "../state/known-mappings";
import type { ConfiguredMapping } from "./configuration";
import type { EnvironmentRuntime } from "./environment-runtime";
import { watchedColumns } from "./watched-columns";

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
}

/**
 * Called with an environment's mappings whenever they were read: keeps what taking an event needs, and has the environment
 * tell of changes to the columns that are mapped now. Trouble with either spoils nobody's reading; it is tried again.
 */
export function noteMappings(
  { database, logger }: Parts,
  runtime: EnvironmentRuntime,
): (mappings: readonly ConfiguredMapping[]) => Promise<void> {
  const environmentId = runtime.environment.id;
  let noted = "";
  return async (mappings) => {
    let now = "";
    try {
      const known = await Promise.all(mappings.map((each) => toKnown(runtime, each)));
      now = JSON.stringify(known);
      if (now === noted) return;
      await database.transaction((sql) => saveKnownMappings(sql, environmentId, known));
      await registerColumns(database, runtime.client, environmentId, known);
      noted = now;
    } catch (error) {
      // Without the right to change steps, asking again is no use until somebody connects anew.
      if (error instanceof DataverseError && error.status === 403) noted = now;
      logger.warn("Mappings could not be noted for taking events", { environmentId, error });
    }
  };
}

async function toKnown(runtime: EnvironmentRuntime, configured: ConfiguredMapping): Promise<KnownMapping> {
  const { id, connectionId, systemObject, table, status } = configured;
  const active = status === "active";
  // What is only ever added to is looked at when its system tells of it, never when a row changes.
  const isAppended =
    runtime.connections.get(connectionId)?.adapter.objects.get(systemObject)?.mode === "append";
  const columns =
    active && !isAppended
      ? watchedColumns(
          configured,
          (await runtime.table(table)).columns(),
          await columnsOfView(runtime, configured),
        )
      : {};
  return { id, connectionId, systemObject, table, active, columns };
}

/** Columns by which rows enter and leave the mapping's view; none of one that cannot be used. */
async function columnsOfView(
  runtime: EnvironmentRuntime,
  configured: ConfiguredMapping,
): Promise<readonly string[]> {
  if (!configured.scopeViewId) return [];
  const view = await runtime.view(configured);
  const usable = view && usableView(view.fetchXml, configured.table, "", view.reader !== undefined);
  return usable === null || typeof usable === "string" ? [] : usable.columns;
}
