import type { Database } from "../database/database";
import { purgeDisconnected } from "./privacy";
import { forgetAbandonedLeases } from "./record-leases";
import { removeOldSignIns } from "./sign-ins";

/** For how many days what is over is kept, here and in rows of ours in Dynamics. See docs/privacy.md. */
export interface Retention {
  /** What was asked and what came of it. */
  readonly operations: number;
  /** Issues that are resolved. */
  readonly issues: number;
  /** Rows of runs in Dynamics: counts. */
  readonly runs: number;
  /** What runs wrote: as long as that, they can be undone. */
  readonly journal: number;
  /** What is known of an environment that was disconnected. */
  readonly disconnected: number;
}

/** A month, as Dataverse keeps its own system jobs; for what people look back at, a quarter. */
export const RETENTION: Retention = { operations: 30, issues: 90, runs: 90, journal: 30, disconnected: 30 };

/** An echo arrives within minutes; asynchronous steps may be held up for hours. */
const OWN_WRITE_DAYS = 3;
/** A system sends an event again for at most a day or so. */
const EVENT_DAYS = 3;
/** Whatever was interrupted has been looked at again by then; what is left belongs to records that are gone. */
const WRITE_INTENT_DAYS = 30;
/** A failure nobody met again for so long is of the past. */
const FAILURE_DAYS = 90;
/** Who was not let log something for so long will not be. */
const REFUSED_DAYS = 90;

/** What was deleted counts for an hour; an answer may be needed a little longer, where a record could not be read meanwhile. */
const REMOVAL_DAYS = 3;
/** A question nobody has answered for so long is not answered any more; if it still stands, it is asked anew. */
const HELD_DAYS = 90;

/** Removes what nobody will ask for any more. Safe at any time, in any number of connectors. */
export async function cleanUp(database: Database, retention: Retention = RETENTION): Promise<void> {
  await database.query("delete from wave_sync.operation where ended_on < now() - $1 * interval '1 day'", [
    retention.operations,
  ]);
  await database.query("delete from wave_sync.run where ended_on < now() - $1 * interval '1 day'", [
    retention.journal,
  ]);
  // What a run wrote is known as long as the run itself.
  await database.query(
    "delete from wave_sync.journal where not exists (select 1 from wave_sync.run where run.id = journal.run_id)",
  );
  await database.query("delete from wave_sync.event_seen where seen_on < now() - $1 * interval '1 day'", [
    EVENT_DAYS,
  ]);
  await database.query("delete from wave_sync.own_write where written_on < now() - $1 * interval '1 day'", [
    OWN_WRITE_DAYS,
  ]);
  // The key a record was asked for with stays: without it, asking again would make a second one.
  await database.query(
    `with over as (
       delete from wave_sync.write_intent where planned_on < now() - $1 * interval '1 day' and creation_key is null)
     update wave_sync.write_intent set planned = null, planned_on = null, external_id = null
     where planned_on < now() - $1 * interval '1 day' and creation_key is not null`,
    [WRITE_INTENT_DAYS],
  );
  await database.query("delete from wave_sync.failure where updated_on < now() - $1 * interval '1 day'", [
    FAILURE_DAYS,
  ]);
  await database.query(
    "delete from wave_sync.refused_activity where refused_on < now() - $1 * interval '1 day'",
    [REFUSED_DAYS],
  );
  await database.query(
    `delete from wave_sync.removal
     where noted_on < now() - case when state = 'held' then $2::int else $1::int end * interval '1 day'`,
    [REMOVAL_DAYS, HELD_DAYS],
  );
  await purgeDisconnected(database, retention.disconnected);
  await forgetAbandonedLeases(database);
  await removeOldSignIns(database);
}

/**
 * The embedded database belongs to one process: whatever lease is left there when it starts was held by a dead one, and
 * need not be waited for.
 */
export async function dropLeasesOfTheDead(database: Database): Promise<void> {
  if (database.kind !== "pglite") return;
  await database.query("delete from wave_sync.record_lease");
  await database.query("delete from wave_sync.lease_holder");
  for (const table of ["change", "operation", "run"])
    await database.query(
      `update wave_sync.${table} set lease_until = now() - interval '1 second' where lease_owner is not null`,
    );
}
