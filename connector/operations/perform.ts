import { doneIn, type Done, type DoneRecords } from "../../core/operation/done";
import type { Choice, RecordResult } from "../../core/operation/types";
import { chunksOf } from "../dataverse/in-filter";
import type { Sql } from "../database/database";
import { syncRecords, preview, type SaveToo } from "../pipeline/sync-records";
import { choiceOf, readCandidates } from "../pipeline/report/issue-details";
import { ended, type Result } from "../pipeline/item";
import { unread } from "../pipeline/report/report-alone";
import { rowCall, type Sync } from "../pipeline/sync";
import { originsOf, type Origins } from "../state/own-writes";
import { openIssueOf } from "../pipeline/report/report-issues";
import { speaker } from "../pipeline/report/words";
import { recordResult } from "./record-result";

/** Records done together: a few requests each, and the form sees the number grow. */
const CHUNK_RECORDS = 50;

export interface Performing {
  /** Language of the person who asked (LCID). */
  readonly lcid: number | undefined;
  /** Whether every field is told. */
  readonly withFields: boolean;
  /** Whether the records that one of them could be are told. */
  readonly withChoice: boolean;
  /** Hears how many are done. */
  readonly progress: (done: number) => Promise<void>;
  /** What has been done so far, by row id, */
  readonly done: Map<string, Done>;
  /** and what takes down what is done now, in the transaction of its outcome. */
  readonly remember: (sql: Sql, done: DoneRecords) => Promise<void>;
}

/** A row a person pointed at, and what became of the record that stands for it. */
interface Asked {
  readonly rowId: string;
  readonly result: Result;
}

/** Pushes, pulls or previews the rows a person pointed at. Gives what became of each, in the order asked. */
export async function perform(
  sync: Sync,
  rowIds: readonly string[],
  { lcid, withFields, withChoice, progress, done, remember }: Performing,
): Promise<readonly RecordResult[]> {
  const all: Asked[] = [];
  for (const ids of chunksOf(rowIds, CHUNK_RECORDS)) {
    if (all.length > 0) await progress(all.length);
    const names = ids.map((rowId) => ({ rowId }));
    const saveToo: SaveToo = async (sql, some) => {
      const now = ids.flatMap((rowId) => {
        const outcome = resultOf(rowId, some)?.outcome;
        const what = outcome && doneIn(outcome, done.get(rowId));
        return what ? [[rowId, what] as const] : [];
      });
      if (now.length === 0) return;
      await remember(sql, Object.fromEntries(now));
      return () => now.forEach(([rowId, what]) => done.set(rowId, what));
    };
    const results = await (sync.trigger === "preview"
      ? preview(sync, names)
      : syncRecords(sync, names, { saveToo }));
    all.push(...ids.map((rowId) => ({ rowId, result: resultFor(rowId, results) })));
  }
  const by = speaker(sync, lcid);
  return Promise.all(
    all.map(async ({ rowId, result }): Promise<RecordResult> => {
      const choice = withChoice ? await choiceFor(sync, result, lcid) : null;
      // What it could be is no part of it yet.
      const joined = result.item.stop?.candidates ? { ...result, externalId: null } : result;
      const origins = withFields && sync.trigger === "preview" ? await originsFor(sync, result) : undefined;
      const record = recordResult(sync, { ...joined, rowId }, by, withFields, origins);
      return choice ? { ...record, choice } : record;
    }),
  );
}

function resultOf(rowId: string, results: readonly Result[]): Result | undefined {
  return results.find((each) => [each.rowId, each.item.movedFrom?.id].includes(rowId));
}

/**
 * What became of the row a person pointed at: its own result, that of its master, where it was merged into another, or that of a
 * record which could be this row or another one.
 */
function resultFor(rowId: string, results: readonly Result[]): Result {
  return (
    resultOf(rowId, results) ??
    results.find(({ item }) => item.stop?.candidates?.includes(rowId)) ??
    // Somebody else has it, or it went away in this very moment.
    ended(unread({ rowId }), "failed", { code: "RECORD_BUSY" })
  );
}

/** Where the values of a row came from, as far as another system, or this one, has brought them. */
async function originsFor(sync: Sync, { item }: Result): Promise<Origins | undefined> {
  const { columns, database, runtime, table } = sync;
  const rows = item.row ? [item.row] : [];
  const origins = await originsOf(database, runtime.environment.id, table.logicalName, rows, columns);
  return [...origins.values()][0];
}

/** What there is to choose from, read with the rights of whoever asked; null where nothing is. */
async function choiceFor(sync: Sync, result: Result, lcid: number | undefined): Promise<Choice | null> {
  const { issue } = result;
  if (issue?.code !== "MATCH_AMBIGUOUS" || !result.item.stop?.candidates) return null;
  const each = { issue, result };
  const [read, issueId] = await Promise.all([
    readCandidates(sync, [each], rowCall(sync)),
    openIssueOf(sync, result),
  ]);
  return { ...(issueId ? { issueId } : {}), ...choiceOf(sync, each, read, lcid) };
}
