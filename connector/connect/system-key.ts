import { z } from "zod";
import { normaliseGuid } from "../../core/values/guid";
import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import { systemRoutesPath } from "../environment/webhook-addresses";
import type { Logger } from "../logging/logger";
import { digestOf } from "../secrets/constant-time";
import { listConnections, listEnvironments } from "../state/environments";
import type { SecretStore } from "../state/secrets";
import { SYSTEMS, systemByKey } from "../systems/registry";
import type { SystemKeyResponse } from "./admin-api";
import { AdminError } from "./admin-error";
import type { WebhookConnections } from "./webhook-connections";
import { findWebhookSecret, renewed, saveWebhookSecret } from "./webhook-secret";

const shape = z.object({ system: z.string(), environmentId: z.string().optional() });

interface Parts {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly senders: WebhookConnections;
  readonly logger: Logger;
  readonly clock: Clock;
  /** Where the connector is reached. */
  readonly publicUrl: () => string;
}

/**
 * Makes a new key for a system to call us with as its CRM. The one before stays good for a day. Only its digest is kept, so this answer
 * is the one time it is shown. @throws AdminError 400, 404, 409
 */
export async function makeSystemKey(parts: Parts, body: unknown): Promise<SystemKeyResponse> {
  const { clock, database, logger, secrets, senders } = parts;
  const { data } = shape.safeParse(body);
  const module = systemByKey(data?.system ?? "");
  if (!data || !module?.routes) {
    const callers = SYSTEMS.filter(({ routes }) => routes).map(({ key }) => key);
    throw new AdminError(400, "BAD_INPUT", { details: `system must be one of: ${callers.join(", ")}` });
  }
  const { routes } = module;
  const connection = await connectionOf(database, module.key, data.environmentId);
  const { environmentId } = connection;
  const name = `systemKey:${connection.id}` as const;
  const secret = renewed(await findWebhookSecret(secrets, environmentId, name), clock.now());
  await saveWebhookSecret(secrets, environmentId, name, { ...secret, current: digestOf(secret.current) });
  senders.forget();
  logger.info("A key was made for a system that calls us", {
    environmentId,
    connectionId: connection.id,
    system: module.system,
  });
  return {
    environmentId,
    url: parts.publicUrl() + systemRoutesPath(module.key, environmentId),
    header: routes.keyHeader,
    key: secret.current,
    ...(secret.former ? { formerUntil: secret.former.until } : {}),
  };
}

async function connectionOf(database: Database, systemKey: string, given: string | undefined) {
  const environmentId = given === undefined ? undefined : (normaliseGuid(given) ?? given);
  const environments = (await listEnvironments(database)).filter(
    ({ id, status }) => status !== "disconnected" && (environmentId === undefined || id === environmentId),
  );
  const connections = await Promise.all(environments.map(({ id }) => listConnections(database, id)));
  const [only, ...others] = connections.flat().filter((each) => each.systemKey === systemKey);
  if (only && others.length === 0) return only;
  throw only ? new AdminError(409, "SEVERAL_ENVIRONMENTS") : new AdminError(404, "NO_ENVIRONMENT");
}
