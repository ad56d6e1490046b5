import { countOutcomes } from "../../core/operation/counts";
import type { OperationResult } from "../../core/operation/types";
import { chunksOf } from "../dataverse/in-filter";
import { ended, type Result } from "../pipeline/item";
import { linkResults, planItems, process } from "../pipeline/process";
import { saveResults } from "../pipeline/save";
import type { Sync } from "../pipeline/sync";
import { tellIssues } from "../pipeline/tell-issues";
import { tellStatus } from "../pipeline/tell-status";
import { againWhenChanged } from "../pipeline/when-changed";
import { speaker } from "../pipeline/words";
import { releaseRecords, requireRecordLeases } from "../state/record-leases";
import { gather } from "./gather";
import { recordResult } from "./record-result";

/** Records done together: a few requests each, and the form sees the number grow. */
const CHUNK_RECORDS = 50;

/** Pushes, pulls or previews the rows a person pointed at. `progress` hears how many are done. */
export async function perform(
  sync: Sync,
  rowIds: readonly string[],
  lcid: number | undefined,
  progress: (done: number) => Promise<void>,
): Promise<OperationResult> {
  const all: Result[] = [];
  for (const ids of chunksOf(rowIds, CHUNK_RECORDS)) {
    if (all.length > 0) await progress(all.length);
    all.push(...(await (sync.door === "preview" ? preview(sync, ids) : bringTogether(sync, ids))));
  }
  const order = new Map(rowIds.map((id, at) => [id, at]));
  all.sort((a, b) => order.get(a.rowId!)! - order.get(b.rowId!)!);
  const by = speaker(sync, lcid);
  const withFields = sync.door === "preview" || rowIds.length === 1;
  return {
    version: 1,
    counts: countOutcomes(all),
    records: all.map((result) => recordResult(sync, result, by, withFields)),
  };
}

/** The same pipeline, stopped before anything is written. */
async function preview(sync: Sync, rowIds: readonly string[]): Promise<readonly Result[]> {
  const { items } = await gather(sync, rowIds);
  await releaseRecords(sync.database, sync.leaseOwner);
  const { planned, results } = planItems(sync, items);
  return [...results, ...planned.map(({ item, plan }) => ended(item, plan.outcome, plan.issue, plan))];
}

async function bringTogether(sync: Sync, rowIds: readonly string[]): Promise<readonly Result[]> {
  const { processed, keys } = await againWhenChanged(async () => {
    const { items, keys } = await gather(sync, rowIds);
    return { keys, processed: await process(sync, items) };
  });
  const { results, linked } = await linkResults(sync, processed);
  await Promise.all([tellStatus(sync, results), tellIssues(sync, results, linked)]);
  await sync.database.transaction(async (sql) => {
    await requireRecordLeases(sql, sync.runtime.environment.id, keys, sync.leaseOwner);
    await saveResults(sql, sync, results);
  });
  await releaseRecords(sync.database, sync.leaseOwner, keys);
  return results;
}
