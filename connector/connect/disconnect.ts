import * as schema from "../../core/generated/schema";
import type { Problem } from "../../core/operation/types";
import { adminProblem, AdminError } from "./admin-error";
import {
  findEnvironment,
  listConnections,
  forgetSteps,
  rememberedSteps,
  setEnvironmentStatus,
  type Environment,
} from "../state/environments";
import { registeredColumns, saveRegisteredColumns } from "../state/known-mappings";
import { purgeEnvironment } from "../state/privacy";
import type { ConnectParts } from "./connect";
import { markDisconnected } from "./configuration-rows";
import { eventSteps } from "../environment/steps/event-steps";
import { unsubscribe } from "./subscribe";
import { API_STEPS, clearEndpoint, disableSteps, removeSteps } from "../environment/steps/webhook-steps";

/**
 * Ends the connection: our address, key and steps leave the environment, all secrets leave us. No record is touched,
 * neither there nor here: connecting again goes on where this ended, unless what is known of the environment is purged, which
 * may also be done later. @throws AdminError 404
 */
export async function disconnect(
  parts: ConnectParts,
  dataverseUrl: string,
  { purge = false }: { readonly purge?: boolean } = {},
): Promise<void> {
  const { database, logger } = parts;
  const environment = await findEnvironment(database, { url: dataverseUrl });
  if (!environment || (environment.status === "disconnected" && !purge))
    throw new AdminError(404, "NO_ENVIRONMENT");
  if (environment.status !== "disconnected") await end(parts, environment);
  if (!purge) return;
  await purgeEnvironment(database, environment.id);
  logger.info("All state of an environment was removed", { environmentId: environment.id });
}

async function end(parts: ConnectParts, environment: Environment): Promise<void> {
  const { database, secrets, environments } = parts;
  for (const { systemKey } of await listConnections(database, environment.id)) {
    const connection = await parts.senders.find(systemKey, environment.id);
    if (typeof connection !== "string") await unsubscribe(parts, connection);
  }
  const problem = await leaveEnvironment(parts, environment);
  // Delete the secrets even if the environment couldn't be reached: disconnecting promises that.
  await database.transaction(async (sql) => {
    await secrets.removeAll(environment.id, sql);
    await saveRegisteredColumns(sql, environment.id, null);
    await setEnvironmentStatus(sql, environment.id, "disconnected", problem);
  });
  environments.forget(environment.id);
  parts.keys.forget();
  parts.senders.forget();
  parts.logger.info("Environment disconnected", { environmentId: environment.id });
}

async function leaveEnvironment(parts: ConnectParts, { id }: Environment): Promise<Problem | null> {
  try {
    const { client } = await parts.environments.get(id);
    for (const connection of await listConnections(parts.database, id))
      await markDisconnected(client, connection.id);
    // Delete the key first: without it, no call from the environment is accepted.
    await clearEndpoint(client);
    const ours = [...(await rememberedSteps(parts.database, id)), ...API_STEPS.map((step) => step.id)];
    await removeSteps(client, [...new Set(ours)]);
    await forgetSteps(parts.database, id);
    // The solution's own steps stay but are disabled; otherwise every change of a row would create a failed system job.
    const told = await registeredColumns(parts.database, id);
    const tables = new Set([schema.contact.logicalName, ...Object.keys(told ?? {})]);
    await disableSteps(
      client,
      [...tables].flatMap((table) => eventSteps(table, [])),
    );
    return null;
  } catch (error) {
    parts.logger.warn("The environment could not be told about the end of the connection", {
      environmentId: id,
      error,
    });
    return adminProblem("STEPS_NOT_REMOVED", { endpoint: schema.serviceEndpoint.name });
  }
}
