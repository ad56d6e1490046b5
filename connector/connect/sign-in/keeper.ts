import type { Clock } from "../../clock/clock";
import type { Environments } from "../../environment/environments";
import { connectedEnvironments } from "../../state/environments";
import { clockSkews } from "../../environment/clock-skew";
import { repeat } from "../../work/repeat";
import { endPauses } from "./end-pauses";
import { noteContact } from "./note-contact";
import { showPauses } from "../../environment/sign-in/needs-sign-in";
import type { ShowPauseParts } from "../../environment/sign-in/show-pause";

/** Well within the half hour a token is refreshed ahead of its end. */
const KEEP_EVERY_MS = 5 * 60_000;

export interface KeeperParts extends ShowPauseParts {
  readonly environments: Environments;
  readonly clock: Clock;
}

/**
 * Refreshes every sign-in ahead of time, a person's or an application's, whether there is work or not: a refresh token that
 * is used does not lapse, and a refusal is met while a token is left to say so with.
 */
export async function keepSignedIn({ clock, database, environments, logger }: KeeperParts): Promise<void> {
  for (const id of await connectedEnvironments(database)) {
    try {
      const runtime = await environments.get(id);
      await runtime.client.keepSignedIn();
      for (const { than, seconds } of clockSkews(runtime, clock))
        logger.warn("This machine's clock is wrong: it is ahead of the other side's (below 0: behind)", {
          environmentId: id,
          system: than,
          durationMs: seconds * 1000,
        });
    } catch (error) {
      logger.warn("A sign-in could not be refreshed", { environmentId: id, error });
    }
  }
}

/** Looks after sign-ins, and after what the environments know of them. Gives a function that stops it. */
export function startKeeper(parts: KeeperParts): () => Promise<void> {
  return repeat(
    parts.clock,
    KEEP_EVERY_MS,
    () => keep(parts),
    (error) => parts.logger.error("Looking after sign-ins failed", { error }),
    // No connector was running before, so check right away.
    { atOnce: true },
  );
}

async function keep(parts: KeeperParts): Promise<void> {
  await keepSignedIn(parts);
  await endPauses(parts);
  await showPauses(parts);
  await noteContact(parts);
}
