import { rowArrived } from "../../core/plan/begun-write";
import { queueChanges, type RecordName } from "../state/changes";
import { LeaseLostError } from "../state/lease";
import { takeUpBegun } from "./write/write-intents";
import { ownStamp } from "./report/row-details";
import { noticeColumns } from "./write/columns-changed";
import { countedOnce } from "./report/created-before";
import { HeldRecords } from "./load/held-records";
import type { Known } from "./load/known";
import { loadRecords, RecordsBusyError } from "./load/load-records";
import { isAppended, logNames } from "./mail/log-names";
import type { SaveToo } from "./save-too";
import { isolating } from "./isolate";
import { ended, type Item, type Result } from "./item";
import { makeReady, planItems, write, type PlanOf } from "./process";
import { problemOfOne, reportAlone, unread } from "./report/report-alone";
import { lookAgain } from "./report/look-again";
import { isShared, neighboursOf } from "./report/queue-neighbours";
import { otherWayOf } from "./report/queue-other-way";
import { queuePointing } from "./report/queue-pointing";
import { saveResults } from "./report/save-results";
import { outOfScope } from "./load/scope";
import { isUnattended, type Sync } from "./sync";
import { reportResults } from "./report/report-results";
import { leftToOthers } from "./write/spare-masters";
import { TRIES } from "./row-changed-error";

export type { SaveToo } from "./save-too";

export interface More {
  /** Decides about each pair instead of the mapping's rules (an undo). */
  readonly plan?: PlanOf;
  /** What has been read of the records already (an import). */
  readonly known?: Known;
  /** Looks at what was written before anything of it is reported; what it throws ends the whole work, and nothing is saved. */
  readonly judge?: (written: readonly Result[]) => readonly Result[];
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
  if (isAppended(sync)) return logNames(sync, names, more);
  return isolating(
    names,
    (some) => syncSome(sync, some, more),
    (one, error) => reportAlone(sync, one, error, more),
    sync.signal,
  );
}

async function syncSome(sync: Sync, names: readonly RecordName[], more: More): Promise<readonly Result[]> {
  const held = new HeldRecords(sync);
  let saved: (() => void) | undefined;
  let results: readonly Result[];
  let told = false;
  try {
    const written = await noticeColumns(sync, () => untilUnchanged(sync, names, held, more));
    const judged = more.judge?.(written) ?? written;
    told = true;
    results = await reportResults(
      sync,
      judged.map((result) => countedOnce(sync, result)),
    );
    const neighbours = await neighboursOf(sync, results);
    const shared = await isShared(sync, results);
    await sync.database.transaction(async (sql) => {
      await saveResults(sql, sync, results, shared);
      await queueChanges(sql, neighbours);
      await queueChanges(sql, otherWayOf(sync, results));
      await queueChanges(sql, leftToOthers(sync, results));
      saved = (await more.saveToo?.(sql, results, names)) || undefined;
      await held.giveBack(sql);
    });
  } catch (error) {
    await held.release();
    if (told && error instanceof LeaseLostError) await lookAgain(sync, names);
    throw error;
  }
  held.forget();
  saved?.();
  await queuePointing(sync, results);
  return results;
}

/**
 * What belongs to these records as they are now, and nothing more: not planned, not written, not told to anybody.
 * @throws DataverseError, SystemError when a side is away
 */
export async function findTogether(
  sync: Sync,
  names: readonly RecordName[],
  known?: Known,
): Promise<readonly Item[]> {
  return isolating(
    names,
    async (some) => {
      const held = new HeldRecords(sync);
      const items = await loadRecords(sync, some, held, known);
      await held.release();
      return items;
    },
    async (one, error) => [{ ...unread(one), stop: { outcome: "failed", issue: problemOfOne(sync, error) } }],
    sync.signal,
  );
}

/**
 * The same pipeline, stopped before anything is written.
 * @param plan decides instead of the mapping's rules (an undo)
 * @param known what has been read of the records already
 */
export async function preview(
  sync: Sync,
  names: readonly RecordName[],
  plan?: PlanOf,
  known?: Known,
): Promise<readonly Result[]> {
  return isolating(
    names,
    (some) => previewSome(sync, some, plan, known),
    async (one, error) => [ended(unread(one), "failed", problemOfOne(sync, error))],
    sync.signal,
  );
}

async function previewSome(
  sync: Sync,
  names: readonly RecordName[],
  plan?: PlanOf,
  known?: Known,
): Promise<readonly Result[]> {
  const held = new HeldRecords(sync);
  const found = await loadRecords(sync, names, held, known);
  await held.release();
  const items = await takeUpBegun(sync, found);
  const { planned, results } = await planItems(sync, items, plan);
  const shown = [...results, ...planned.map(({ item, plan }) => ended(item, plan.outcome, plan.issue, plan))];
  // What was written is taken back wherever it is now, and a run leaves out by itself what is out of scope.
  if (plan || isUnattended(sync)) return shown;
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

/**
 * Reads and writes; those whose row was changed in between once more, so that what a person types is never lost. So are those that an
 * import has listed too early.
 */
async function untilUnchanged(
  sync: Sync,
  names: readonly RecordName[],
  held: HeldRecords,
  { plan, known }: More,
): Promise<readonly Result[]> {
  const done: Result[] = [];
  let left = names;
  let before: readonly Item[] = [];
  let again: readonly Item[] = [];
  const tooEarly = new Set<string>();
  const believed = known && { ...known, old: tooEarly };
  for (let tries = 1; left.length > 0; tries++) {
    const loaded = await loadRecords(sync, left, held, believed).catch((error: unknown) => {
      // Whoever waited for them any longer would keep all others of this piece waiting, who wait for one of it perhaps.
      if (tries > 1 && error instanceof RecordsBusyError) return null;
      throw error;
    });
    if (loaded === null) {
      done.push(...again.map((item) => ended(item, "failed", { code: "RECORD_BUSY" })));
      break;
    }
    const items = loaded.map((item) => afterTry(sync, item, before));
    const ready = await sync.memory.inTurn(() => makeReady(sync, items, plan));
    const { results, changed } = await write(sync, ready);
    done.push(...results);
    again = [...changed, ...ready.old];
    if (tries === TRIES) {
      done.push(...again.map((item) => ended(item, "failed", { code: "RECORD_BUSY" })));
      break;
    }
    for (const { externalId } of again) if (externalId !== null) tooEarly.add(externalId);
    left = again.map((item) => sameName(item, names));
    before = changed;
  }
  return done;
}

/** What the try before has written to this pair is what both sides agreed on last, and part of what a run did. */
function afterTry(sync: Sync, item: Item, before: readonly Item[]): Item {
  const { externalId, row, rowId } = item;
  if (externalId === null) return item;
  const same = before.find(
    (each) => each.externalId === externalId && (each.rowId === rowId || each.madeWith !== undefined),
  );
  // A row that was there already was not made by the try before.
  if (!same || (same.madeWith !== undefined && !rowArrived({ mark: same.madeWith }, ownStamp(sync, row))))
    return item;
  return { ...item, base: same.base, ...(same.earlier ? { earlier: same.earlier } : {}) };
}

/** The name it came by: under the other, an import that has read one side only would not find the two again. */
function sameName({ externalId, rowId }: Item, names: readonly RecordName[]): RecordName {
  if (externalId === null) return { rowId };
  const cameById = names.some((name) => "externalId" in name && name.externalId === externalId);
  return rowId === null || cameById ? { externalId } : { rowId };
}
