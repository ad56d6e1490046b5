import { adminProblem } from "./admin-error";
import type { Problem } from "../../core/operation/types";
import { isLoopback } from "../../core/values/loopback";
import type { Logger } from "../logging/logger";
import type { Database } from "../database/database";
import { findSubscription, saveSubscription } from "../state/subscriptions";
import type { SystemCall } from "../systems/contract/object";
import type { Kit } from "../systems/contract/system";
import { SystemError } from "../systems/contract/system-error";
import type { Clock } from "../clock/clock";
import type { SecretStore } from "../state/secrets";
import type { WebhookConnection, WebhookConnections } from "./webhook-connections";
import { renewed, saveWebhookSecret } from "./webhook-secret";
import { systemWebhookPath } from "../environment/webhook-addresses";

interface Parts {
  readonly database: Database;
  readonly logger: Logger;
  readonly publicUrl: () => string;
  readonly secrets: SecretStore;
  readonly senders: Pick<WebhookConnections, "forget">;
  readonly clock: Clock;
  /** What systems are opened with. */
  readonly kit: Kit;
}

/**
 * Has the system tell us of changes. Where it does not, or cannot reach us, connecting works all the same: the scheduled
 * comparison finds what changed, only later. Gives what an admin should know.
 * @param renew a system that makes the secret itself is to make another
 */
export async function subscribe(
  parts: Parts,
  connection: WebhookConnection,
  renew = false,
): Promise<readonly Problem[]> {
  const { database, logger, publicUrl } = parts;
  const { id, environmentId, module, settings, secret } = connection;
  const { system } = module;
  const url = publicUrl() + systemWebhookPath(module.key, environmentId);
  const before = await findSubscription(database, environmentId, id);
  const { subscriptions } = module.open(settings, parts.kit);
  if (!subscriptions) return [];
  const call: SystemCall = { correlationId: environmentId };
  const local = (address: string) => isLoopback(new URL(address).hostname);
  const systemMakes = module.inbound?.secretFrom === "system";
  if ((secret === null && !systemMakes) || (local(url) && !local(module.systemUrl(settings)))) {
    await saveSubscription(database, environmentId, id, null);
    return [adminProblem("EVENTS_URL_LOCAL", { system, url: publicUrl() })];
  }
  try {
    // One that we hold no secret of, or are to renew, gets another.
    const secretOf = secret === null || renew ? null : (before?.id ?? null);
    const made = await subscriptions.subscribe(url, secret?.current ?? "", call, secretOf);
    const saved = made.secret;
    await database.transaction(async (sql) => {
      await saveSubscription(sql, environmentId, id, { id: made.id, url });
      if (saved !== undefined)
        await saveWebhookSecret(
          parts.secrets,
          environmentId,
          `webhook:${id}`,
          renewed(secret, parts.clock.now(), saved),
          sql,
        );
    });
    if (saved !== undefined) parts.senders.forget();
    if (before && before.url !== url) await subscriptions.unsubscribe(before.id, call);
    return [];
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    logger.warn("The system does not tell us of changes", { environmentId, system, code: error.code });
    // One to this very address may still hold while the system is only away; otherwise nothing is to be relied on.
    if (!error.retryable || before?.url !== url) await saveSubscription(database, environmentId, id, null);
    return [adminProblem("EVENTS_REFUSED", { system })];
  }
}

/** Ends the subscription, as far as the system answers; without our secret no later event is believed anyway. */
export async function unsubscribe(
  { database, logger, kit }: Pick<Parts, "database" | "logger" | "kit">,
  { id, environmentId, module, settings }: WebhookConnection,
): Promise<void> {
  const subscription = await findSubscription(database, environmentId, id);
  if (!subscription) return;
  try {
    await module
      .open(settings, kit)
      .subscriptions?.unsubscribe(subscription.id, { correlationId: environmentId });
  } catch (error) {
    if (!(error instanceof SystemError)) throw error;
    logger.warn("The system could not be told to stop telling us of changes", {
      environmentId,
      system: module.system,
      code: error.code,
    });
  }
  await saveSubscription(database, environmentId, id, null);
}
