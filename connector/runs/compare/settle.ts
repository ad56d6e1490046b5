import { addCounts } from "../../../core/operation/counts";
import { noOutcomes, type OutcomeCounts } from "../../../core/outcome";
import type { Sql } from "../../database/database";
import { knownByList } from "../../pipeline/match/known-by-list";
import { syncRecords } from "../../pipeline/sync-records";
import type { Result } from "../../pipeline/item";
import { concernsEverything } from "../../pipeline/problems";
import { markSeen } from "../../state/compared-links";
import { tallied } from "../tally";
import { queueChange, type RecordName } from "../../state/changes";
import type { Comparison } from "./comparison";

/** Records read, planned and written together. */
const TOGETHER = 250;
/** More are not remembered as looked at again on their own: then a side is away, and the count is of no interest. */
const MOST_REPEATED = 2_000;

/** A record of a page that differs from what is known of it. */
export interface Found {
  /** Its place within the page; what was done of a page is remembered by it. */
  readonly key: string;
  readonly name: RecordName;
  /** What it is matched by: of two that may be the same, the one sees what became of the other. */
  readonly keys?: readonly string[];
}

/** What comparing one page came to. */
export interface ComparedPage {
  readonly found: readonly Found[];
  /** Links to mark, and what with: their side on this page is where it should be. */
  readonly seen: readonly string[];
  readonly mark: string;
  /** Records that are as both sides left them. */
  readonly unchanged: number;
  /** Rows or records on the page. */
  readonly listed: number;
  /** The page after this one; null on the last. */
  readonly next: string | null;
  readonly total?: number;
  /** The last page of Dataverse's changes brings it. */
  readonly deltaLink?: string | null;
  /** Saved with the page. */
  readonly save?: (sql: Sql) => Promise<void>;
}

/** False where the next page had better wait: this one fills a request, is the last, or has something to save. */
export function mayGrow({ found, next, save }: ComparedPage): boolean {
  return found.length < TOGETHER && next !== null && save === undefined;
}

/** Two pages as one. What moved from the one to the other meanwhile is in there once. */
export function joined(page: ComparedPage, after: ComparedPage): ComparedPage {
  const found = new Map([...page.found, ...after.found].map((each) => [each.key, each]));
  return {
    ...page,
    ...after,
    found: [...found.values()],
    seen: [...page.seen, ...after.seen],
    unchanged: page.unchanged + after.unchanged,
    listed: page.listed + after.listed,
  };
}

/**
 * Brings together what differs, chunk by chunk, each saved with how far the page is done; then the page is over. After a crash
 * the page is read again and goes on behind the last chunk. What differs again before that has changed since, and the next comparison
 * begins after this reading: it is looked at on its own.
 */
export async function settlePage(comparison: Comparison, page: ComparedPage): Promise<void> {
  const { done } = comparison.place;
  const isDone = ({ key }: Found) => done !== null && key <= done;
  const waiting = page.found.filter((found) => !isDone(found)).sort((a, b) => (a.key < b.key ? -1 : 1));
  for (const chunk of chunksApart(waiting)) {
    await settleChunk(comparison, chunk);
    await comparison.tellNowAndThen();
  }

  const { progress, scope, following } = comparison;
  const last = page.next === null;
  await comparison.checkpoint(
    {
      ...(last && following ? { phase: following } : {}),
      place: {
        at: page.next,
        done: null,
        // What was listed counts for what did not turn up as well; the other side begins anew.
        listed:
          last && (following === "records" || following === "rows")
            ? 0
            : comparison.place.listed + page.listed,
      },
      counts: addCounts(progress.counts, unchanged(page.unchanged)),
      ...(page.total === undefined ? {} : { total: page.total }),
      ...(page.deltaLink && progress.nextCursor
        ? { nextCursor: { ...progress.nextCursor, deltaLink: page.deltaLink } }
        : {}),
    },
    async (sql) => {
      await markSeen(sql, scope, page.seen, page.mark);
      await lookAgain(
        sql,
        comparison,
        page.found.filter(isDone).map(({ name }) => name),
      );
      await page.save?.(sql);
    },
  );
}

/** Chunks in which no two records may be the same. */
function chunksApart(found: readonly Found[]): readonly (readonly Found[])[] {
  const chunks: Found[][] = [];
  let chunk: Found[] = [];
  const taken = new Set<string>();
  for (const each of found) {
    const { keys = [] } = each;
    if (chunk.length === 0 || chunk.length === TOGETHER || keys.some((key) => taken.has(key))) {
      chunks.push((chunk = []));
      taken.clear();
    }
    chunk.push(each);
    for (const key of keys) taken.add(key);
  }
  return chunks;
}

async function settleChunk(comparison: Comparison, chunk: readonly Found[]): Promise<void> {
  const { work, scope, marks } = comparison;
  const { parts, run, signal } = work;
  signal.throwIfAborted();
  work.stopIfAsked();
  // Issues point to the run's row: it has to be there before the first of them.
  await work.begin();
  const sync = await comparison.is.sync();
  const keyOf = new Map(chunk.map(({ key, name }) => [name, key]));
  const results = await syncRecords(
    sync,
    chunk.map(({ name }) => name),
    {
      ...(comparison.is.listing ? { known: knownByList(sync, comparison.place.full) } : {}),
      saveToo: async (sql, saved, names) => {
        const later = saved.filter(isToBeRepeated);
        const { save, accept } = comparison.after({
          place: {
            done: keyOf.get(names.at(-1)!)!,
            repeated: [
              ...comparison.place.repeated,
              ...later.flatMap(({ externalId, rowId }) =>
                [externalId ?? [], rowId?.toLowerCase() ?? []].flat(),
              ),
            ].slice(-MOST_REPEATED),
          },
          ...tallied(comparison.progress, saved),
        });
        await save(sql);
        await markSeen(
          sql,
          scope,
          saved.flatMap(({ externalId }) => externalId ?? []),
          marks.settled,
        );
        // A side that was away for a moment is no reason to look at everything again: these are looked at on their own.
        await lookAgain(sql, comparison, later.flatMap(nameOfResult));
        return accept;
      },
    },
  );
  for (const { outcome } of results)
    parts.metrics.records.inc({ environment: run.environmentId, trigger: "run", outcome });
}

function lookAgain(sql: Sql, { work }: Comparison, names: readonly RecordName[]): Promise<void> {
  const { environmentId, mappingId, correlationId } = work.run;
  return queueChange(sql, { environmentId, mappingId, why: "reconcile", correlationId, names });
}

function isToBeRepeated({ issue }: Result): boolean {
  return issue !== undefined && concernsEverything(issue.code);
}

function nameOfResult({ externalId, rowId }: Result): readonly RecordName[] {
  if (externalId !== null) return [{ externalId }];
  return rowId === null ? [] : [{ rowId }];
}

function unchanged(count: number): OutcomeCounts {
  return { ...noOutcomes(), unchanged: count };
}
