import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import { tidy } from "../database/tidy";
import type { Logger } from "../logging/logger";
import type { Metrics } from "../metrics/metrics";
import { cleanUp, type Retention } from "../state/cleanup";
import { waitingOperations } from "../state/operations";
import { waitingRuns } from "../state/runs";
import { environmentsWithChanges } from "../state/changes";
import type { Queue } from "./queue";
import { ClockWatch } from "./clock-watch";
import { repeat } from "./repeat";

/** With the length of a lease, this bounds how long lost work lies about: a few seconds. */
const SWEEP_EVERY_MS = 1_000;
/** An operation taken just now is about to be started by whoever took it. */
const SETTLED_MS = 2_000;
const CLEAN_EVERY_MS = 60 * 60_000;
/** Often, so that there is little to do each time. */
const TIDY_EVERY_MS = 3_000;

export interface SweeperParts {
  readonly database: Database;
  readonly queue: Queue;
  readonly logger: Logger;
  readonly metrics: Metrics;
  readonly clock: Clock;
  readonly retention: Retention;
}

/**
 * Finds work nobody works on: taken but never started, waiting its time out, or left by a worker that died. The queue only
 * reminds, so looking too often costs nothing but a query. Gives a function that stops it.
 */
export function startSweeper(parts: SweeperParts): () => Promise<void> {
  const { database, queue, logger, metrics, clock, retention } = parts;
  const watch = new ClockWatch({ database, clock, logger });
  let cleaned = -Infinity;
  let tidied = -Infinity;

  async function sweep(): Promise<void> {
    await watch.look();
    for (const { environmentId, id, lost } of await waitingOperations(database, SETTLED_MS)) {
      if (lost) metrics.leasesTakenOver.inc();
      await queue.remind("operations", id, environmentId);
    }
    for (const { environmentId, id, lost } of await waitingRuns(database)) {
      if (lost) metrics.leasesTakenOver.inc();
      await queue.remind("runs", id, environmentId);
    }
    for (const environmentId of await environmentsWithChanges(database))
      await queue.remind("changes", environmentId, environmentId);
    if (clock.elapsed() - cleaned > CLEAN_EVERY_MS) {
      cleaned = clock.elapsed();
      await cleanUp(database, retention);
    }
    if (clock.elapsed() - tidied > TIDY_EVERY_MS) {
      tidied = clock.elapsed();
      await tidy(database);
    }
  }

  // At once: what the clock watch takes for granted at a start must not hit what is connected a moment later.
  return repeat(clock, SWEEP_EVERY_MS, sweep, (error) => logger.error("Sweeping failed", { error }), {
    atOnce: true,
  });
}
