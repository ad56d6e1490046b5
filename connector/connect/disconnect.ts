import * as schema from "../../core/generated/schema";
import type { Problem } from "../../core/operation/types";
import { adminProblem, AdminError } from "../admin/admin-error";
import {
  findEnvironment,
  listConnections,
  rememberedSteps,
  setEnvironmentStatus,
  type Environment,
} from "../state/environments";
import type { ConnectParts } from "./connect";
import { markDisconnected } from "./configuration-rows";
import { clearEndpoint, removeSteps } from "./webhook-steps";

/**
 * Ends the connection: our address, key and steps leave the environment, all secrets leave us. No record is touched,
 * neither there nor here: connecting again goes on where this ended. @throws AdminError 404
 */
export async function disconnect(parts: ConnectParts, dataverseUrl: string): Promise<void> {
  const { database, secrets, environments } = parts;
  const environment = await findEnvironment(database, { url: dataverseUrl });
  if (!environment || environment.status === "disconnected") throw new AdminError(404, "NO_ENVIRONMENT");
  const problem = await leaveEnvironment(parts, environment);
  // Whatever the environment said, the secrets go: that is what disconnecting promises.
  await database.transaction(async (sql) => {
    await secrets.removeAll(environment.id, sql);
    await setEnvironmentStatus(sql, environment.id, "disconnected", problem);
  });
  environments.forget(environment.id);
  parts.keys.forget();
  parts.logger.info("Environment disconnected", { environmentId: environment.id });
}

async function leaveEnvironment(parts: ConnectParts, { id }: Environment): Promise<Problem | null> {
  try {
    const { client } = await parts.environments.get(id);
    for (const connection of await listConnections(parts.database, id))
      await markDisconnected(client, connection.id);
    // The key first: without it no call of theirs is believed any more.
    await clearEndpoint(client);
    await removeSteps(client, await rememberedSteps(parts.database, id));
    return null;
  } catch (error) {
    parts.logger.warn("The environment could not be told about the end of the connection", {
      environmentId: id,
      error,
    });
    return adminProblem("STEPS_NOT_REMOVED", { endpoint: schema.serviceEndpoint.name });
  }
}
