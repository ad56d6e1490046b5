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
  if (end || removed || item.stop?.candidates) return false;
  if (isLinked(item)) return item.row !== null;
  return outcome !== "failed" && outcome !== "skipped";
}
