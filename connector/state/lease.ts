/**
 * A lease lasts this long without a sign of life; its holder renews it four times in that span. A worker that was killed
 * is replaced after at most this and one round of the sweeper.
 */
export const LEASE_SECONDS = 8;
export const RENEW_EVERY_MS = 2_000;

/** SQL for "a lease's length from now", by the database's clock: the connectors' own may differ. */
export const LEASE_END = `now() + interval '${LEASE_SECONDS} seconds'`;

/** Somebody else has taken over; whatever this worker still meant to do must not happen. */
export class LeaseLostError extends Error {
  override readonly name = "LeaseLostError";

  constructor(what: string) {
    super(`The lease of ${what} was lost.`);
  }
}

/** In a where-clause over a table with `environment_id`: work of an environment that waits for a sign-in stays where it is. */
export const NOT_PAUSED = `not exists (select 1 from wave_sync.environment paused
  where paused.id = environment_id and paused.status = 'needsSignIn')`;
