import { randomUUID } from "node:crypto";
import type { ConnectResponse } from "./admin-api";
import { adminProblem, AdminError } from "./admin-error";
import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import type { DataverseClient } from "../dataverse/client";
import { DataverseError } from "../dataverse/dataverse-error";
import { isLoopback } from "../../core/values/loopback";
import type { Environments } from "../environment/environments";
import { mayReachNow, type Reach } from "../network/reach";
import type { Logger } from "../logging/logger";
import {
  findEnvironment,
  rememberedSteps,
  rememberSteps,
  saveConnection,
  saveEnvironment,
} from "../state/environments";
import {
  registeredColumns,
  knownMappings,
  saveRegisteredColumns,
  type RegisteredColumns,
} from "../state/known-mappings";
import { findSubscription } from "../state/subscriptions";
import type { SecretStore } from "../state/secrets";
import { systemWebhookPath, WEBHOOK_PATH } from "../environment/webhook-addresses";
import type { WebhookConnections } from "./webhook-connections";
import type { WebhookKeys } from "./webhook-keys";
import { checkEnvironment } from "./check-environment";
import { notReached, type CheckedInput } from "./check-input";
import { connectionIdFor, seedMappings, writeConnection, type SeededMapping } from "./configuration-rows";
import { eventSteps } from "../environment/steps/event-steps";
import { readyToJoin } from "./join-crm";
import { subscribe } from "./subscribe";
import { registerColumns } from "../environment/steps/register-columns";
import { readWebhookSecret, renewed, saveWebhookSecret, type WebhookSecret } from "./webhook-secret";
import { API_STEPS, completeSteps, pointEndpoint, type WantedStep } from "../environment/steps/webhook-steps";
import type { Kit } from "../systems/contract/system";

export interface ConnectParts {
  readonly database: Database;
  readonly secrets: SecretStore;
  readonly environments: Environments;
  readonly keys: WebhookKeys;
  readonly senders: WebhookConnections;
  readonly logger: Logger;
  /** Where Dynamics reaches this connector. */
  readonly publicUrl: () => string;
  readonly reach: Reach;
  /** What systems are opened with. */
  readonly kit: Kit;
  /** Brings everything over that a mapping is for, or finds the run under way; gives its id. */
  readonly startImport: (environmentId: string, mapping: SeededMapping) => Promise<string>;
  readonly clock: Clock;
}

/**
 * Connects a system to an environment. Everything is checked before anything is changed; doing it again with the same input
 * changes nothing. @throws AdminError, DataverseError, SystemError
 */
export async function connect(parts: ConnectParts, input: CheckedInput): Promise<ConnectResponse> {
  const { database, secrets, environments } = parts;
  const { dataverseUrl, credentials, system, systemSettings } = input;
  const byUrl = await findEnvironment(database, { url: dataverseUrl });
  const newId = randomUUID();
  const client = environments.client(dataverseUrl, credentials, byUrl?.id ?? newId);
  const { who, solutionVersion } = await checkEnvironment(client);
  // An organisation can have several addresses and get new ones; it is still the same environment.
  const known = byUrl ?? (await findEnvironment(database, { organizationId: who.organizationId }));
  const id = known?.id ?? newId;
  for (const address of system.credentialsGoTo(systemSettings))
    if (!(await mayReachNow(parts.reach, address))) throw notReached(address);
  await system.open(systemSettings, parts.kit).check({ correlationId: id });

  const before = await secrets.all(id);
  const personBefore = known && before.has("tokenCache") ? known.userId : who.userId;
  if (credentials.delegated && !input.otherAccount && personBefore !== who.userId)
    throw new AdminError(409, "SIGN_IN_OTHER_ACCOUNT");
  const connectionId = connectionIdFor(who.organizationId, system);
  const joining = {
    ...{ module: system, settings: systemSettings },
    ...{ environmentId: id, connectionId, dataverseUrl },
  };
  const storedKey = before.get(`systemKey:${connectionId}`);
  const ready = await readyToJoin(parts, joining, storedKey, input.renewSecret);
  const now = parts.clock.now();
  const webhookKey = keptOr(before.get("webhookKey"), now, input.renewWebhookKey);
  const storedSecret = before.get(`webhook:${connectionId}`);
  const systemMakes = system.inbound?.secretFrom === "system";
  const signedWith = systemMakes
    ? storedSecret === undefined
      ? null
      : readWebhookSecret(storedSecret)
    : keptOr(storedSecret, now, input.renewSecret);
  await writeConnection(client, connectionId, system, systemSettings, who.userId);
  const mappings = await seedMappings(client, connectionId, system, input.mappingsRest);

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
    });
    // Bound to where the environment is and who signs in there: what stays is sealed anew.
    for (const [name, value] of before) await secrets.put(id, name, value, sql);
    await secrets.put(id, "clientSecret", credentials.clientSecret, sql);
    const tokenCache = await credentials.delegated?.cache.load();
    if (tokenCache) await secrets.put(id, "tokenCache", tokenCache, sql);
    else await secrets.remove(id, "tokenCache", sql);
    await saveWebhookSecret(secrets, id, "webhookKey", webhookKey, sql);
    await saveConnection(
      sql,
      {
        environmentId: id,
        id: connectionId,
        systemKey: system.key,
        systemUrl: system.systemUrl(systemSettings),
      },
      known?.status === "disconnected",
    );
    await secrets.put(id, `connection:${connectionId}`, JSON.stringify(systemSettings), sql);
    if (signedWith !== null) await saveWebhookSecret(secrets, id, `webhook:${connectionId}`, signedWith, sql);
    // Check the steps again, whatever was known about them.
    await saveRegisteredColumns(sql, id, null);
  });
  environments.forget(id);
  parts.keys.forget();
  parts.senders.forget();

  // Last, so that no call arrives before we know its key.
  const publicUrl = parts.publicUrl();
  await pointEndpoint(client, publicUrl + WEBHOOK_PATH, webhookKey.current);
  const steps = await completeAllSteps(parts, client, id);
  const events = await listen(parts, system.key, id, input.renewSecret);
  const joined = (await ready?.join()) ?? [];
  const runIds = input.autoSync
    ? await Promise.all(
        mappings.filter(({ active }) => active).map((mapping) => parts.startImport(id, mapping)),
      )
    : [];
  parts.logger.info("Environment connected", { environmentId: id, connectionId, system: system.system });
  const unreachable = isLoopback(new URL(publicUrl).hostname) && !isLoopback(new URL(dataverseUrl).hostname);
  return {
    environmentId: id,
    dataverseUrl,
    organizationId: who.organizationId,
    userId: who.userId,
    solutionVersion,
    connectionId,
    mappings: mappings.map(({ id, systemObject, table }) => ({ id, systemObject, table })),
    stepsRegistered: steps.registered,
    subscribed: (await findSubscription(database, id, connectionId)) !== null,
    eventsUrl: publicUrl + systemWebhookPath(system.key, id),
    runIds,
    warnings: [
      ...(unreachable ? [adminProblem("PUBLIC_URL_LOCAL", { url: publicUrl })] : []),
      ...(steps.missing ? [adminProblem("STEPS_MISSING")] : []),
      ...events,
      ...joined,
    ],
  };
}

/** The existing secret, or a new one if there is none or a new one was requested. */
function keptOr(stored: string | undefined, now: Date, renew: boolean): WebhookSecret {
  const before = stored === undefined ? null : readWebhookSecret(stored);
  return before && !renew ? before : renewed(before, now);
}

/**
 * Registers and switches on what calls us. Where we may not, everything works but on-demand syncs, or hearing of changes at
 * once.
 */
async function completeAllSteps(parts: ConnectParts, client: DataverseClient, environmentId: string) {
  const { database, environments } = parts;
  const before = await rememberedSteps(database, environmentId);
  try {
    const registered = await completeSteps(client, API_STEPS);
    await rememberSteps(
      database,
      environmentId,
      registered.map((step) => step.id),
    );
    // Reading the mappings saves them. If that fails, it fails here again, where the error is reported.
    await (await environments.get(environmentId)).configuredMappings();
    await registerColumns(database, client, environmentId, await knownMappings(database, environmentId));
    const told = await registeredColumns(database, environmentId);
    const names = new Map(stepsFor(told).map((step) => [step.id, step.name]));
    const added = (await rememberedSteps(database, environmentId)).slice(before.length);
    return { registered: added.map((id) => names.get(id) ?? id), missing: false };
  } catch (error) {
    if (!(error instanceof DataverseError && error.status === 403)) throw error;
    return { registered: [], missing: true };
  }
}

/** All steps that call us when updates of these columns are told. */
function stepsFor(told: RegisteredColumns | null): readonly WantedStep[] {
  const events = Object.entries(told ?? {}).flatMap(([table, columns]) => eventSteps(table, columns));
  return [...API_STEPS, ...events];
}

async function listen(parts: ConnectParts, systemKey: string, environmentId: string, renew: boolean) {
  const connection = await parts.senders.find(systemKey, environmentId);
  return typeof connection === "string" ? [] : subscribe(parts, connection, renew);
}
