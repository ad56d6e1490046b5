import { recordDiffersFromBase } from "../../core/plan/differs-from-base";
import type { SystemRecord } from "../../core/records";
import { linksByExternalId } from "../state/links";
import { leaseAllRecords, leaseRecords, recordKeys } from "../state/record-leases";
import { countedOnce } from "../pipeline/report/created-before";
import { concernsEverything } from "../pipeline/problems";
import { ended, type Item, type Result } from "../pipeline/item";
import { matchToRows, type Candidates } from "../pipeline/match/match-to-rows";
import { makeReady, write } from "../pipeline/process";
import { CannotSyncError } from "../pipeline/build/build-sync";
import { withinScope } from "../pipeline/load/scope";
import { linkScope, systemCall, type Sync } from "../pipeline/sync";
import { TRIES } from "../pipeline/row-changed-error";
import { SAME_FOR_ALL } from "../pipeline/write/write-bulk";
import { rowIdOf } from "../pipeline/write/write-rows";
import { withoutContested, type Contested } from "./contested";
import { takeUpUndone } from "./take-up-undone";
import { objectOf } from "../systems/contract/system";

export interface WrittenChunk {
  readonly processed: readonly Result[];
  /** Record leases to check when the outcome is saved. */
  readonly keys: readonly string[];
}

/** Does this work when nothing else of the import that has to go one after the other is under way. */
export type InTurn = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * From match to write, for the records of one chunk, each under its lease. Chunks are written side by side, and matched one
 * after the other: no row may be taken for two records, and no company be created twice.
 */
export async function writeChunk(
  sync: Sync,
  records: readonly SystemRecord[],
  candidates: Candidates,
  contested: Contested = new Map(),
  inTurn: InTurn = (work) => work(),
): Promise<WrittenChunk> {
  const processed: Result[] = [];
  const keys = new Set<string>();
  const takenUp = new Set<string>();
  let left = records;
  for (let tries = 1; left.length > 0; tries++) {
    const ready = await inTurn(async () => {
      const matched = await matchUnderLease(sync, left, candidates, contested);
      for (const key of matched.keys) keys.add(key);
      for (const id of matched.takenUp) takenUp.add(id);
      return makeReady(sync, matched.items);
    });
    const { results, changed } = await write(sync, ready);
    processed.push(...results);
    // Somebody edits them at this very moment: they are read anew, so that what is typed is never lost.
    if (tries === TRIES)
      processed.push(...changed.map((item) => ended(item, "failed", { code: "RECORD_BUSY" })));
    left = tries === TRIES ? [] : changed.map((item) => item.system!);
  }
  stopIfAllRefused(processed);
  return {
    processed: processed.map((result) =>
      takenUp.has(result.externalId ?? "") ? broughtBack(result) : countedOnce(sync, result),
    ),
    keys: [...keys],
  };
}

/** Takes the records by both of their names. When a row had to be waited for, it may have changed: match again. */
async function matchUnderLease(
  sync: Sync,
  records: readonly SystemRecord[],
  candidates: Candidates,
  contested: Contested,
) {
  const { clock, database, connection, mapping, table, leaseOwner, signal } = sync;
  const environmentId = sync.runtime.environment.id;
  const external = records.map((record) =>
    recordKeys.external(connection.id, mapping.systemObject, record.id),
  );
  await leaseAllRecords(database, environmentId, external, leaseOwner, signal, clock);
  const takenUp = await takeUpUndone(sync, records);
  const current = await asTheyAre(sync, records);
  for (;;) {
    const matched = withoutContested(sync, await matchToRows(sync, current, candidates), contested);
    const items: readonly Item[] = await withinScope(sync, matched);
    const rows = items.map((item) => recordKeys.row(table.logicalName, rowIdOf(item, sync)));
    const held = await leaseRecords(database, environmentId, rows, leaseOwner);
    if (rows.every((key) => held.has(key))) return { items, takenUp, keys: [...external, ...rows] };
    await leaseAllRecords(database, environmentId, rows, leaseOwner, signal, clock);
  }
}

/**
 * The records were read before they were leased: somebody else may have brought them together since. One that differs from what
 * both sides agreed on last is read again, so that an old value does not pass for a new one. One that is gone is left out: its
 * delete is not for an import to follow.
 */
async function asTheyAre(sync: Sync, records: readonly SystemRecord[]): Promise<readonly SystemRecord[]> {
  const { connection, database, mapping, systemFields } = sync;
  const ids = records.map((record) => record.id);
  const states = new Map(
    (await linksByExternalId(database, linkScope(sync), ids)).map((state) => [state.externalId, state]),
  );
  const comparing = { mapping, columns: sync.columns, ...(systemFields ? { systemFields } : {}) };
  const doubtful = records.filter((record) => {
    const base = states.get(record.id)?.base;
    return base && recordDiffersFromBase(comparing, record, base);
  });
  if (doubtful.length === 0) return records;
  const again = await objectOf(connection.adapter, mapping.systemObject).readMany(
    doubtful.map((record) => record.id),
    systemCall(sync),
  );
  const read = new Map(again.map((record) => [record.id, record]));
  const old = new Set(doubtful);
  return records.flatMap((record) => (old.has(record) ? (read.get(record.id) ?? []) : record));
}

/** It is linked and active again, even where nothing else had to be written. */
function broughtBack(result: Result): Result {
  return result.outcome === "unchanged" ? { ...result, outcome: "updated" } : result;
}

/** When every single record is refused for the same reason, the run has a problem, not each record one. */
function stopIfAllRefused(results: readonly Result[]): void {
  const [first] = results;
  const signedOut = results.find((result) => result.issue?.code === "NEEDS_SIGN_IN");
  // Nothing was wrong with these records: the chunk is done again once somebody has signed in.
  if (signedOut) throw new CannotSyncError(signedOut.issue!);
  const code = first?.issue?.code;
  if (!code || results.length < SAME_FOR_ALL) return;
  if (!results.every((result) => result.outcome === "failed" && result.issue?.code === code)) return;
  if (code === "RECORD_NOT_WRITABLE" || code === "RECORD_NOT_READABLE" || concernsEverything(code)) {
    throw new CannotSyncError(first.issue!);
  }
}
