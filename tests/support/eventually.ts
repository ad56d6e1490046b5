import { setTimeout as delay } from "node:timers/promises";

/** Longer than anything here takes on a slow machine, shorter than a test's own limit. */
const PATIENCE_MS = 240_000;
const POLL_MS = 25;

/** Asks until there is an answer other than undefined and false; fails, naming what it waited for, when there never is. */
export async function eventually<T>(
  what: string,
  ask: () => Promise<T | undefined | false> | T | undefined | false,
): Promise<T> {
  const giveUpAt = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (answer !== undefined && answer !== false) return answer;
    if (Date.now() > giveUpAt) throw new Error(`Waited in vain for ${what}.`);
    await delay(POLL_MS);
  }
}
