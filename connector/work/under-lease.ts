import type { Clock } from "../clock/clock";
import { DatabaseAwayError } from "../database/away-error";
import type { Database } from "../database/database";
import type { Logger } from "../logging/logger";
import { LeaseLostError } from "../state/lease";
import { releaseRecords, renewRecordLeases } from "../state/record-leases";
import { keepLease } from "./heartbeat";
import { StoppingError } from "./stopping";

/** A database that was away for one statement is given a moment; where it stays away, the lease runs out by itself. */
const AWAY_PAUSE_MS = 1_000;

export interface LeasedWork<T> {
  /** For the log. */
  readonly what: string;
  /** Holder of the lease, and of the leases on records. */
  readonly owner: string;
  /** False when somebody else has it by now. */
  readonly renew: () => Promise<boolean>;
  /** Gives it back unfinished: `pauseMs` from now somebody may take it again. */
  readonly giveBack: (pauseMs: number) => Promise<void>;
  /** The work; `signal` is aborted when the lease is lost or the connector stops. */
  readonly work: (signal: AbortSignal) => Promise<T>;
  /** The work threw for a reason of its own: says so where people look, gives it back, or ends it. */
  readonly trouble: (cause: unknown) => Promise<T>;
  /** Somebody else has taken over. */
  readonly lost: () => Promise<T>;
  /** It was given back because the connector stops, or because its own database is away. */
  readonly stopped: T;
}

/**
 * Does what was taken under a lease: keeps the lease while the work goes on, and sees to it that whatever happens, the lease ends
 * one way: with the work, given back, lost to somebody else, or by running out.
 */
export async function workUnderLease<T>(
  {
    database,
    clock,
    logger,
    stopping,
  }: {
    readonly database: Database;
    readonly clock: Clock;
    readonly logger: Logger;
    readonly stopping: AbortSignal;
  },
  leased: LeasedWork<T>,
): Promise<T> {
  const { what, owner } = leased;
  const beat = keepLease(
    what,
    async () => {
      await renewRecordLeases(database, owner);
      return leased.renew();
    },
    stopping,
    clock,
  );
  const settle = async (cause: unknown): Promise<T> => {
    if (cause instanceof LeaseLostError) {
      logger.warn("Work was taken over by another worker", { kind: what });
      return leased.lost();
    }
    if (cause instanceof DatabaseAwayError || cause instanceof StoppingError) {
      await leased.giveBack(cause instanceof StoppingError ? 0 : AWAY_PAUSE_MS);
      return leased.stopped;
    }
    return leased.trouble(cause);
  };
  try {
    return await leased.work(beat.signal).catch((error: unknown) =>
      // What a stopped or replaced worker met on its way is no news.
      settle(beat.signal.aborted ? beat.signal.reason : error),
    );
  } catch (error) {
    if (!(error instanceof DatabaseAwayError)) throw error;
    // Nobody can be told now. The lease runs out, and whoever sweeps then finds the work.
    return leased.stopped;
  } finally {
    beat.end();
    await releaseRecords(database, owner).catch(unlessAway);
  }
}

function unlessAway(error: unknown): void {
  if (!(error instanceof DatabaseAwayError)) throw error;
}
