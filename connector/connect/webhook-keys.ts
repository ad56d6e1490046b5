import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import { Cached } from "../environment/cached";
import { digestOf, findBySecret } from "../secrets/constant-time";
import { listEnvironments, type Environment } from "../state/environments";
import type { SecretStore } from "../state/secrets";
import { goodSecrets, readWebhookSecret } from "./webhook-secret";

/** Another connector may connect an environment; its webhook is known here within this time. */
const KNOWN_MS = 5_000;

/**
 * Recognises an environment by the key its webhook sends, or for a day by the one before: nothing else in a request is trusted before that. The keys are those that are sealed in the database, so writing to it makes nobody believed.
 */
export class WebhookKeys {
  private readonly known: Cached<readonly { readonly environment: Environment; readonly digest: string }[]>;

  constructor(database: Database, secrets: SecretStore, clock: Clock) {
    this.known = new Cached(KNOWN_MS, async () => {
      const environments = new Map(
        (await listEnvironments(database))
          .filter(({ status }) => status !== "disconnected")
          .map((environment) => [environment.id, environment]),
      );
      return (await secrets.everywhere("webhookKey")).flatMap(({ environmentId, value }) => {
        const environment = environments.get(environmentId);
        const keys = environment ? goodSecrets(readWebhookSecret(value), clock.now()) : [];
        return keys.map((key) => ({ environment: environment!, digest: digestOf(key) }));
      });
    });
  }

  async environmentOf(key: unknown): Promise<Environment | undefined> {
    if (typeof key !== "string" || key === "") return undefined;
    return findBySecret(key, await this.known.get())?.environment;
  }

  /** An environment was connected or disconnected. */
  forget(): void {
    this.known.forget();
  }
}
