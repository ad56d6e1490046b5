import type { IssueCode } from "../../core/issues/codes";
import type { SystemRecord } from "../../core/records";
import { isLinked, type Result } from "../pipeline/item";
import { candidatesByCall } from "../pipeline/match/candidates-by-call";
import type { Known } from "../pipeline/load/known";
import { syncRecords } from "../pipeline/sync-records";
import type { Sync } from "../pipeline/sync";
import { storable } from "../systems/base/storable";
import type { Brought } from "../systems/contract/engine";
import { problemFor, type Call } from "./call";

/** Brings together what a call tells of, in the order given. A record that is told of twice is as it was told of last. */
export async function bringTogether(
  call: Call,
  sync: Sync,
  given: readonly SystemRecord[],
): Promise<readonly Brought[]> {
  const records = given.map(storable);
  const known = knownFrom(sync, records);
  const names = [...new Set(records.map(({ id }) => id))].map((externalId) => ({ externalId }));
  const results = await syncRecords(sync, names, { known });
  for (const { outcome } of results)
    call.parts.metrics.records.inc({ environment: call.environmentId, trigger: "event", outcome });
  return records.map(({ id }) => broughtOf(call, id, results));
}

/**
 * The same, where an object has several mappings: who is no row under the first may be one under the next. Of those who are none under any,
 * it is told what stands in their way; that another mapping sees to them is no answer.
 */
export async function bringThrough(
  call: Call,
  syncs: readonly Sync[],
  given: readonly SystemRecord[],
): Promise<readonly Brought[]> {
  let brought: readonly Brought[] = [];
  for (const sync of syncs) {
    const left = given.filter((_, at) => (brought[at]?.rowId ?? null) === null);
    if (left.length === 0) break;
    const next = (await bringTogether(call, sync, left)).values();
    brought = given.map((_, at) => {
      const before = brought[at];
      if (before && before.rowId !== null) return before;
      const now = next.next().value!;
      return before?.problem && now.problem?.code === LEFT ? before : now;
    });
  }
  return brought;
}

const LEFT: IssueCode = "LEFT_TO_OTHER_TABLE";

/** What a call says of records, as the pipeline takes it. */
export function knownFrom(sync: Sync, records: readonly SystemRecord[]): Known {
  const told = new Map(records.map((record) => [record.id, record]));
  return { records: async () => told, told: true, candidates: candidatesByCall(sync, [...told.values()]) };
}

function broughtOf(call: Call, externalId: string, results: readonly Result[]): Brought {
  const result = results.find((each) => [each.externalId, each.item.externalId].includes(externalId));
  // Somebody else has it at this very moment.
  const issue = result ? result.issue : { code: "RECORD_BUSY" as const };
  return {
    externalId,
    rowId: result && isJoined(result) ? result.rowId : null,
    ...(issue ? { problem: problemFor(issue, call) } : {}),
  };
}

/** Whether the record has a row: what was written just now, or before. A row that it only could be is none. */
function isJoined({ end, item, outcome, removed }: Result): boolean {
  if (end || removed) return false;
  if (isLinked(item)) return item.row !== null;
  return outcome !== "failed" && outcome !== "skipped";
}
