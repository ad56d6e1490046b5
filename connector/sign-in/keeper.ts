import type { Database } from "../database/database";
import type { Environments } from "../environment/environments";
import type { Logger } from "../logging/logger";
import { signedInEnvironments } from "../state/environments";

/** Well within the half hour a token is refreshed ahead of its end. */
const KEEP_EVERY_MS = 5 * 60_000;

export interface KeeperParts {
  readonly database: Database;
  readonly environments: Environments;
  readonly logger: Logger;
}

/**
 * Refreshes every person's sign-in ahead of time, whether there is work or not: a refresh token that is used does not
 * lapse, and a refusal is met while a token is left to say so with.
 */
export async function keepSignedIn({ database, environments, logger }: KeeperParts): Promise<void> {
  for (const id of await signedInEnvironments(database)) {
    try {
      const { client } = await environments.get(id);
      await client.keepSignedIn();
    } catch (error) {
      logger.warn("A sign-in could not be refreshed", { environmentId: id, error });
    }
  }
}

/** Gives a function that stops it. */
export function startKeeper(parts: KeeperParts): () => Promise<void> {
  let round: Promise<void> | null = null;
  const timer = setInterval(() => {
    round ??= keepSignedIn(parts)
      .catch((error: unknown) => parts.logger.error("Refreshing sign-ins failed", { error }))
      .finally(() => {
        round = null;
      });
  }, KEEP_EVERY_MS);
  timer.unref();
  return async () => {
    clearInterval(timer);
    await round;
  };
}
