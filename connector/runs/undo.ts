import { writes } from "../../core/plan/direction";
import type { JournalEntry } from "../../core/plan/journal";
import { planUndo } from "../../core/plan/plan-undo";
import type { RecordPlan } from "../../core/plan/types";
import type { Row } from "../../core/records";
import { isEmpty } from "../../core/values/empty";
import { preview, syncRecords, type SaveToo } from "../pipeline/sync-records";
import { buildSync, CannotSyncError, type SyncRequest } from "../pipeline/build/build-sync";
import type { Item, Result } from "../pipeline/item";
import { isAppended } from "../pipeline/mail/log-names";
import { linkScope, type Sync } from "../pipeline/sync";
import { endAsUndone } from "../state/compared-links";
import { journalLength, journalOfRun, type Journalled } from "../state/journal";
import { objectOf } from "../systems/contract/system";
import { checkpointRun, type Checkpoint } from "../state/runs";
import type { RunEnding } from "./ending";
import { undoMails } from "./mail/undo-mails";
import { tallied } from "./tally";
import { onceARow, withTargets } from "./undo-entries";
import { progressOf, syncRequest, type RunWork } from "./run-work";

/** Records taken back together. */
const CHUNK = 250;

/**
 * Takes a run back, record by record in the order of its journal: every field that still holds what the run wrote gets the
 * value it had before; what somebody changed since is left alone and reported. Links the run made end. Where values were
 * restored, both sides differ and that is settled: the next sync neither writes the run's values again nor carries the
 * restored ones over. After a crash it goes on behind the last chunk.
 */
export async function undo(work: RunWork): Promise<RunEnding> {
  const { run, parts, counter, owner } = work;
  const { database } = parts;
  const undoes = run.undoes!;
  const sync = await undoSync(syncRequest(work, "both"), run.mappingId);
  if (isAppended(sync)) return undoMails(work, sync);
  await work.begin();
  const total = await journalLength(database, run.environmentId, undoes);
  let progress: Checkpoint = { ...progressOf(run), total };
  for (;;) {
    work.signal.throwIfAborted();
    work.stopIfAsked();
    const entries = await journalOfRun(database, run.environmentId, undoes, progress.cursor, CHUNK);
    if (entries.length === 0) break;
    let next: Checkpoint = progress;
    const results = await takeBack(sync, entries, async (sql, saved, names) => {
      const asked = new Set(names.flatMap((name) => ("externalId" in name ? name.externalId : [])));
      next = {
        ...progress,
        // All entries of a row come together, and so do those of the names before these.
        cursor: entries.filter(({ externalId }) => asked.has(externalId)).at(-1)!.recordId,
        ...tallied(progress, saved),
        requests: run.requests + counter.sent,
        throttled: run.throttled + counter.throttled,
      };
      await checkpointRun(sql, run.id, owner, next);
      return () => {
        progress = next;
      };
    });
    for (const { outcome } of results)
      parts.metrics.records.inc({ environment: run.environmentId, trigger: "run", outcome });
    await work.tell(progress).catch(() => {});
  }
  const leftAlone = progress.counts.skipped + progress.warnings;
  return {
    progress,
    expected: total,
    // What failed can be tried again.
    undone: progress.counts.failed === 0,
    ...(leftAlone > 0 ? { issue: { code: "CHANGED_SINCE_RUN", params: { count: leftAlone } } } : {}),
  };
}

/** A run can be taken back although its mapping is paused by now. */
export async function undoSync(request: SyncRequest, mappingId: string): Promise<Sync> {
  const { counter, runtime } = request;
  const mappings = await runtime.configuredMappings({ counter });
  const configured = mappings.find((each) => each.id === mappingId);
  if (!configured) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  return buildSync({ ...request, allRows: true }, configured);
}

/** What taking these entries back would do, as both sides are now; nothing is written. */
export async function previewBack(sync: Sync, journal: readonly Journalled[]): Promise<readonly Result[]> {
  const { entries } = await withTargets(sync, onceARow(journal));
  return preview(
    sync,
    entries.map(({ externalId }) => ({ externalId })),
    (item) => planOf(sync, item, entryFor(item, entries)),
  );
}

/** Takes these entries of a run's journal back, through the one pipeline; `save` belongs to the same transaction. */
export async function takeBack(
  sync: Sync,
  journal: readonly Journalled[],
  save: SaveToo,
): Promise<readonly Result[]> {
  const { entries, binds } = await withTargets(sync, onceARow(journal));
  return syncRecords(
    { ...sync, binds },
    entries.map(({ externalId }) => ({ externalId })),
    {
      plan: (item) => planOf(sync, item, entryFor(item, entries)),
      saveToo: async (sql, results, names) => {
        await endAsUndone(
          sql,
          linkScope(sync),
          results
            .filter(({ end, outcome }) => end === "unlinked" && outcome !== "failed")
            .flatMap(({ externalId }) => externalId ?? []),
        );
        return save(sql, results, names);
      },
    },
  );
}

function entryFor({ externalId, rowId }: Item, entries: readonly Journalled[]): Journalled | undefined {
  const named = entries.filter((each) => each.externalId === externalId);
  return named.find((each) => each.recordId === rowId) ?? named[0];
}

function planOf(sync: Sync, item: Item, entry: Journalled | undefined): RecordPlan {
  // The record belongs to another row by now: what the run wrote is not what it is joined to.
  if (!entry || (item.rowId !== null && item.rowId !== entry.recordId)) return changedSince();
  const journal: JournalEntry = entry.entry;
  if (journal.created === "dataverse" && item.row !== null && isWorkedOn(sync, item.row, journal))
    return changedSince();
  const { columns, systemFields } = sync;
  const { row, system, base } = item;
  const stays = journal.created === "system" && system !== null && !deactivates(sync);
  const input = { journal, row, system, base, columns, ...(systemFields ? { systemFields } : {}) };
  const plan = planUndo(stays ? { ...input, created: "keep" } : input);
  if (stays && plan.outcome !== "skipped")
    return { ...plan, warnings: [{ code: "DEACTIVATION_NOT_POSSIBLE" }] };
  const left = plan.fields.some((field) => field.reason === "changedSinceRun");
  return left && plan.outcome === "updated" ? { ...plan, warnings: [{ code: "CHANGED_SINCE_RUN" }] } : plan;
}

/** Whether the system knows records that are out of use. */
function deactivates({ connection, mapping }: Sync): boolean {
  return objectOf(connection.adapter, mapping.systemObject).deactivate !== undefined;
}

/** Somebody filled in what the run that created the row had left empty. */
function isWorkedOn({ mapping }: Sync, row: Row, journal: JournalEntry): boolean {
  const written = new Set(journal.fields.map((field) => field.line));
  return mapping.lines.some(
    (line) =>
      line.kind === "field" &&
      writes(line.direction, "toSystem") &&
      !written.has(line.id) &&
      !isEmpty(row.values[line.column] ?? null),
  );
}

function changedSince(): RecordPlan {
  return { outcome: "skipped", issue: { code: "CHANGED_SINCE_RUN" }, fields: [] };
}
