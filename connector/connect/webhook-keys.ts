import type { Database } from "../database/database";
import { Cached } from "../environment/cached";
import { findBySecret } from "../secrets/constant-time";
import { listEnvironments, type Environment } from "../state/environments";

/** Another connector may connect an environment; its webhook is known here within this time. */
const KNOWN_MS = 5_000;

/** Recognises an environment by the key its webhook sends: nothing else of a request is believed before. */
export class WebhookKeys {
  private readonly known: Cached<readonly (Environment & { readonly digest: string })[]>;

  constructor(database: Database) {
    this.known = new Cached(KNOWN_MS, async () =>
      (await listEnvironments(database))
        .filter((environment) => environment.status !== "disconnected")
        .map((environment) => ({ ...environment, digest: environment.webhookDigest })),
    );
  }

  async environmentOf(key: unknown): Promise<Environment | undefined> {
    return typeof key === "string" && key !== "" ? findBySecret(key, await this.known.get()) : undefined;
  }

  /** An environment was connected or disconnected. */
  forget(): void {
    this.known.forget();
  }
}
