import { randomBytes, randomUUID } from "node:crypto";
import type { ConnectResponse } from "../admin/types";
import { adminProblem } from "../admin/admin-error";
import type { Database } from "../database/database";
import type { DataverseClient } from "../dataverse/client";
import { DataverseError } from "../dataverse/dataverse-error";
import { isLoopback } from "../dataverse/instance-url";
import type { Environments } from "../environment/environments";
import type { Logger } from "../logging/logger";
import { digestOf } from "../secrets/constant-time";
import { findEnvironment, rememberSteps, saveConnection, saveEnvironment } from "../state/environments";
import type { SecretStore } from "../state/secrets";
import { WEBHOOK_PATH } from "../webhook/dataverse-webhook";
import type { WebhookKeys } from "../webhook/webhook-keys";
import { checkEnvironment } from "./check-environment";
import type { CheckedInput } from "./check-input";
import { connectionIdFor, seedMappings, writeConnection } from "./configuration-rows";
import { pointEndpoint, registerMissingSteps } from "./webhook-steps";

/** 256 bits: nobody guesses it. */
const WEBHOOK_KEY_BYTES = 32;

export interface ConnectParts {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly environments: Environments;
  readonly keys: WebhookKeys;
  readonly logger: Logger;
  /** Where Dynamics reaches this connector. */
  readonly publicUrl: () => string;
}

/**
 * Joins a system to an environment. Everything is checked before anything is changed; doing it again with the same input
 * changes nothing. @throws AdminError, DataverseError, SystemError
 */
export async function connect(parts: ConnectParts, input: CheckedInput): Promise<ConnectResponse> {
  const { database, secrets, environments } = parts;
  const { dataverseUrl, credentials, system, systemSettings } = input;
  const known = await findEnvironment(database, { url: dataverseUrl });
  const id = known?.id ?? randomUUID();

  const client = environments.client(dataverseUrl, credentials, id);
  const { who, solutionVersion } = await checkEnvironment(client);
  await system.open(systemSettings).check({ correlationId: id });

  const webhookKey =
    (known && (await secrets.get(id, "webhookKey"))) || randomBytes(WEBHOOK_KEY_BYTES).toString("base64url");
  const connectionId = connectionIdFor(who.organizationId, system);
  await writeConnection(client, connectionId, system, systemSettings);
  const mappings = await seedMappings(client, connectionId, system);

  await database.transaction(async (sql) => {
    await saveEnvironment(sql, {
      id,
      url: dataverseUrl,
      organizationId: who.organizationId,
      userId: who.userId,
      authority: credentials.authority,
      clientId: credentials.clientId,
      status: "connected",
      problem: null,
      webhookDigest: digestOf(webhookKey),
    });
    await secrets.put(id, "clientSecret", credentials.clientSecret, sql);
    const tokenCache = await credentials.delegated?.cache.load();
    if (tokenCache) await secrets.put(id, "tokenCache", tokenCache, sql);
    else await secrets.remove(id, "tokenCache", sql);
    await secrets.put(id, "webhookKey", webhookKey, sql);
    await saveConnection(sql, {
      environmentId: id,
      id: connectionId,
      systemKey: system.key,
      systemUrl: system.systemUrl(systemSettings),
    });
    await secrets.put(id, `connection:${connectionId}`, JSON.stringify(systemSettings), sql);
  });
  environments.forget(id);
  parts.keys.forget();

  // Last, so that no call arrives before we know its key.
  const publicUrl = parts.publicUrl();
  await pointEndpoint(client, publicUrl + WEBHOOK_PATH, webhookKey);
  const steps = await completeSteps(client);
  await rememberSteps(
    database,
    id,
    steps.registered.map((step) => step.id),
  );
  parts.logger.info("Environment connected", { environmentId: id, connectionId, system: system.system });
  const unreachable = isLoopback(new URL(publicUrl).hostname) && !isLoopback(new URL(dataverseUrl).hostname);
  return {
    environmentId: id,
    dataverseUrl,
    organizationId: who.organizationId,
    userId: who.userId,
    solutionVersion,
    connectionId,
    mappings,
    stepsRegistered: steps.registered.map((step) => step.name),
    warnings: [
      ...(unreachable ? [adminProblem("PUBLIC_URL_LOCAL", { url: publicUrl })] : []),
      ...(steps.missing ? [adminProblem("STEPS_MISSING")] : []),
    ],
  };
}

/** The solution brings its steps. Where one got lost and we may not register it, everything but on-demand syncs works. */
async function completeSteps(client: DataverseClient) {
  try {
    return { registered: await registerMissingSteps(client), missing: false };
  } catch (error) {
    if (!(error instanceof DataverseError && error.status === 403)) throw error;
    return { registered: [], missing: true };
  }
}
