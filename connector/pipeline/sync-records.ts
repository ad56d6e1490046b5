import { rowArrived } from "../../core/plan/begun-write";
import type { Sql } from "../database/database";
import { giveBackRecords, releaseRecords } from "../state/record-leases";
import type { RecordName } from "../state/changes";
import { takeUpBegun } from "./write/write-intents";
import { stampOf } from "./write/stamp";
import { noticeColumns } from "./write/columns-changed";
import { countedOnce } from "./report/created-before";
import { loadRecords } from "./load/load-records";
import { isolating } from "./isolate";
import { ended, type Item, type Result } from "./item";
import { planItems, process, type PlanOf } from "./process";
import { problemOfOne, reportAlone, unread } from "./report/report-alone";
import { saveResults } from "./report/save-results";
import { outOfScope } from "./load/scope";
import type { Sync } from "./sync";
import { reportResults } from "./report/report-results";
import { TRIES } from "./row-changed-error";

/** What a save is to do besides; gives what follows once it is durable, if anything does. */
export type SaveToo = (
  sql: Sql,
  results: readonly Result[],
  names: readonly RecordName[],
) => Promise<void | (() => void)>;

export interface More {
  /** Decides about each pair instead of the mapping's rules (an undo). */
  readonly plan?: PlanOf;
  /**
   * Saved in the one transaction with the outcome: changes that end, a checkpoint. Called once for all names, or, where one of them
   * had to be isolated, for some of them at a time, in their order.
   */
  readonly saveToo?: SaveToo;
}

/**
 * The one pipeline. Takes records by a name of either side, finds what belongs to them on the other, reads both as they are now,
 * plans, writes, reports, and saves in one transaction; every record is under its lease from the reading to the end. Two names
 * of one pair give one result. Whatever is thrown about one record is that record's issue, and stops no other.
 * @throws DataverseError, SystemError when a side is away; LeaseLostError; then doing it again is safe
 */
export async function syncRecords(
  sync: Sync,
  names: readonly RecordName[],
  more: More = {},
): Promise<readonly Result[]> {
  return isolating(
    names,
    (some) => syncSome(sync, some, more),
    (one, error) => reportAlone(sync, one, error, more.saveToo),
    sync.signal,
  );
}

async function syncSome(sync: Sync, names: readonly RecordName[], more: More): Promise<readonly Result[]> {
  const keys = new Set<string>();
  let saved: (() => void) | undefined;
  let results: readonly Result[];
  try {
    const processed = await noticeColumns(sync, () => untilUnchanged(sync, names, keys, more.plan));
    results = await reportResults(
      sync,
      processed.map((result) => countedOnce(sync, result)),
    );
    await sync.database.transaction(async (sql) => {
      await saveResults(sql, sync, results);
      saved = (await more.saveToo?.(sql, results, names)) || undefined;
      await giveBackRecords(sql, sync.runtime.environment.id, [...keys], sync.leaseOwner);
    });
  } catch (error) {
    await releaseRecords(sync.database, sync.leaseOwner, [...keys]);
    throw error;
  }
  saved?.();
  return results;
}

/** The same pipeline, stopped before anything is written. */
export async function preview(sync: Sync, names: readonly RecordName[]): Promise<readonly Result[]> {
  return isolating(
    names,
    (some) => previewSome(sync, some),
    async (one, error) => [ended(unread(one), "failed", problemOfOne(sync, error))],
    sync.signal,
  );
}

async function previewSome(sync: Sync, names: readonly RecordName[]): Promise<readonly Result[]> {
  const { items: found, keys } = await loadRecords(sync, names);
  await releaseRecords(sync.database, sync.leaseOwner, keys);
  const items = await takeUpBegun(sync, found);
  const { planned, results } = await planItems(sync, items);
  const shown = [...results, ...planned.map(({ item, plan }) => ended(item, plan.outcome, plan.issue, plan))];
  // It is what would happen all the same, but only because a person asks.
  const outside = await outOfScope(
    sync,
    items.flatMap(({ row }) => row?.id ?? []),
  );
  return shown.map((result) =>
    outside.has(result.item.row?.id.toLowerCase() ?? "")
      ? { ...result, warnings: [{ code: "OUT_OF_SCOPE" }, ...result.warnings] }
      : result,
  );
}

/** Reads and writes; those whose row was changed in between once more, so that what a person types is never lost. */
async function untilUnchanged(
  sync: Sync,
  names: readonly RecordName[],
  keys: Set<string>,
  planOf: PlanOf | undefined,
): Promise<readonly Result[]> {
  const done: Result[] = [];
  let left = names;
  let before: readonly Item[] = [];
  for (let tries = 1; left.length > 0; tries++) {
    const gathered = await loadRecords(sync, left);
    for (const key of gathered.keys) keys.add(key);
    const items = gathered.items.map((item) => afterTry(item, before));
    const { results, changed } = await process(sync, items, planOf);
    done.push(...results);
    if (tries === TRIES) {
      done.push(...changed.map((item) => ended(item, "failed", { code: "RECORD_BUSY" })));
      break;
    }
    left = changed.map(oneName);
    before = changed;
  }
  return done;
}

/** What the try before has written to this pair is what both sides agreed on last, and part of what a run did. */
function afterTry(item: Item, before: readonly Item[]): Item {
  const { externalId, row, rowId } = item;
  if (externalId === null) return item;
  const same = before.find(
    (each) => each.externalId === externalId && (each.rowId === rowId || each.madeWith !== undefined),
  );
  // A row that was there already was not made by the try before.
  if (!same || (same.madeWith !== undefined && !rowArrived({ mark: same.madeWith }, stampOf(row))))
    return item;
  return { ...item, base: same.base, ...(same.earlier ? { earlier: same.earlier } : {}) };
}

function oneName({ externalId, rowId }: Item): RecordName {
  return rowId !== null ? { rowId } : { externalId: externalId! };
}
