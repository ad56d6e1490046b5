import * as schema from "../../../core/generated/schema";
import type { Database } from "../../database/database";
import type { DataverseClient } from "../../dataverse/client";
import type { Environments } from "../../environment/environments";
import type { Logger } from "../../logging/logger";
import { timestamp } from "../../clock/timestamp";
import { listConnections } from "../../state/environments";
import { contactFailed, takeContacts } from "../../state/contacts";

export interface NoteContactParts {
  readonly database: Database;
  readonly environments: Environments;
  readonly logger: Logger;
}

/**
 * Once an hour, writes "last contact" to the connections of every environment: an admin who finds it older than that knows
 * that the connector does not run, or cannot get in. Of several connectors, one does it.
 */
export async function noteContact({ database, environments, logger }: NoteContactParts): Promise<void> {
  for (const id of await takeContacts(database)) {
    try {
      await noteContactOf({ database, environments }, id);
    } catch (error) {
      logger.warn("The last contact could not be noted", { environmentId: id, error });
      await contactFailed(database, id);
    }
  }
}

/** Writes "last contact" to an environment's connections, and that they are connected where they said otherwise. */
export async function noteContactOf(
  { database, environments }: Pick<NoteContactParts, "database" | "environments">,
  environmentId: string,
): Promise<void> {
  const { client } = await environments.get(environmentId);
  for (const connection of await listConnections(database, environmentId)) await note(client, connection.id);
}

async function note(client: DataverseClient, connectionId: string): Promise<void> {
  const { entitySet, columns } = schema.connection;
  const row = await client.retrieve(entitySet, connectionId, [columns.connectionstatus]);
  if (!row) return;
  // If the row was marked as paused at the moment someone signed in, this corrects it.
  const late = row[columns.connectionstatus] === schema.ConnectionStatus.NeedsSignIn;
  await client.update(entitySet, connectionId, {
    [columns.lastcontacton]: timestamp(),
    ...(late
      ? {
          [columns.connectionstatus]: schema.ConnectionStatus.Connected,
          [columns.code]: null,
          [columns.message]: null,
          [columns.nextstep]: null,
        }
      : {}),
  });
}
