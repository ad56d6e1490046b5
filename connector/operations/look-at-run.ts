import { countOutcomes } from "../../core/operation/counts";
import type { RecordResult, UndoMode } from "../../core/operation/types";
import type { FieldPlan } from "../../core/plan/types";
import type { WrittenField } from "../../core/plan/journal";
import { chunksOf, IN_CHUNK, inFilter, queryPath } from "../dataverse/in-filter";
import type { Json } from "../dataverse/json";
import type { Result } from "../pipeline/item";
import { isAppended } from "../pipeline/mail/log-names";
import { fieldResult } from "../pipeline/report/field-result";
import { speaker, type Speaker } from "../pipeline/report/words";
import type { Sync } from "../pipeline/sync";
import { known, undoable } from "../runs/request-run";
import { previewBack, undoSync } from "../runs/undo";
import { journalLength, journalOfRun, type Journalled } from "../state/journal";
import { resultOf, type End, type Job } from "./job";
import { mailsGoingBack, mailsWritten } from "./look-at-mails";
import { requireMayRun } from "./may-run";
import { recordResult } from "./record-result";
import { CHUNK, MOST_LOOKED, PAGE, SHOWN, type Seen } from "./seen-of-run";
import { syncRequest } from "./sync-request";

/**
 * What a run wrote, a page at a time, or what taking it back would do. Nothing is written. Of rows that whoever asks may not read, she
 * is shown nothing but that there is one.
 * @throws CannotSyncError RECORD_NOT_WRITABLE, RUN_TOO_OLD and, for a preview, what an undo would be refused for
 */
export async function lookAtRun(job: Job<"undoRun">, mode: Exclude<UndoMode, "undo">): Promise<End> {
  const { operation, parts } = job;
  const { environmentId, request } = operation;
  await requireMayRun(job);
  const choice = { environmentId, runId: request.runId };
  const run = await (mode === "preview" ? undoable(parts, choice) : known(parts, choice));
  job.about(run.connectionId);
  const { asUser: _asker, ...asked } = syncRequest(job);
  const sync = await undoSync({ ...asked, trigger: "run", direction: "both" }, run.mappingId);
  const by = speaker(sync, request.language);
  const seen = await look(job, sync, by, mode);
  const records = await forAsker(job, sync, seen.records);
  const { counts, runRecords } = seen;
  return {
    succeeded: true,
    result: resultOf({ records, runRecords, ...(counts ? { counts } : {}) }),
    connectionId: run.connectionId,
  };
}

async function look(
  job: Job<"undoRun">,
  sync: Sync,
  by: Speaker,
  mode: Exclude<UndoMode, "undo">,
): Promise<Seen> {
  if (isAppended(sync)) return mode === "preview" ? mailsGoingBack(job, sync, by) : mailsWritten(job);
  const { environmentId, request } = job.operation;
  const total = await journalLength(job.parts.database, environmentId, request.runId);
  return mode === "preview" ? wouldGoBack(job, sync, by, total) : wasWritten(job, sync, by, total);
}

async function wasWritten(job: Job<"undoRun">, sync: Sync, by: Speaker, total: number): Promise<Seen> {
  const { environmentId, request } = job.operation;
  const { after = null, runId } = request;
  const entries = await journalOfRun(job.parts.database, environmentId, runId, after, PAGE);
  const next = entries.length < PAGE ? null : entries.at(-1)!.recordId;
  return {
    records: entries.map((entry) => writtenTo(sync, entry, by)),
    runRecords: { total, looked: entries.length, next },
  };
}

function writtenTo(sync: Sync, { entry, externalId, recordId }: Journalled, by: Speaker): RecordResult {
  const outcome = entry.created ? "created" : entry.fields.length > 0 ? "updated" : "unchanged";
  const plans = entry.fields.map((field) => asPlan(field, entry.created !== undefined));
  return { recordId, externalId, outcome, fields: plans.map((plan) => fieldResult(sync, plan, by)) };
}

/** What was written, as it was planned: from what there was before, to what was written. */
function asPlan({ after, before, side, ...names }: WrittenField, first: boolean): FieldPlan {
  const inDataverse = side === "dataverse";
  return {
    ...{ line: names.line, column: names.column },
    ...(names.systemField === undefined ? {} : { systemField: names.systemField }),
    dataverse: inDataverse ? before : after,
    system: inDataverse ? after : before,
    verdict: inDataverse ? "writeDataverse" : "writeSystem",
    reason: first ? "firstSync" : inDataverse ? "changedInSystem" : "changedInDataverse",
    result: after,
  };
}

async function wouldGoBack(job: Job<"undoRun">, sync: Sync, by: Speaker, total: number): Promise<Seen> {
  const { environmentId, request } = job.operation;
  const results: Result[] = [];
  let looked = 0;
  let after: string | null = null;
  while (looked < MOST_LOOKED) {
    const entries = await journalOfRun(job.parts.database, environmentId, request.runId, after, CHUNK);
    if (entries.length === 0) break;
    results.push(...(await previewBack(sync, entries)));
    looked += entries.length;
    after = entries.at(-1)!.recordId;
    await job.opened();
    await job.progress({ done: looked, total });
  }
  const keeps = ({ outcome, warnings }: Result) =>
    outcome === "skipped" ||
    outcome === "failed" ||
    warnings.some(({ code }) => code === "CHANGED_SINCE_RUN");
  const back = results.filter(({ outcome }) => outcome === "updated");
  const shown = [
    ...results.filter(keeps).slice(0, SHOWN),
    ...back.filter((result) => !keeps(result)).slice(0, SHOWN),
  ];
  return {
    records: shown.map((result) => recordResult(sync, result, by, true)),
    counts: countOutcomes(results),
    runRecords: {
      ...{ total, looked },
      next: looked < total ? after : null,
      partly: back.filter(keeps).length,
      deactivated: back.filter(({ plan }) => isDeactivated(plan?.action)).length,
    },
  };
}

const isDeactivated = (action: string | undefined): boolean =>
  action === "deactivateRow" || action === "deactivateSystemRecord";

/** With the names of rows she may read; of the others, nothing. */
async function forAsker(
  { counter, operation, patienceMs, runtime, signal }: Job<"undoRun">,
  { table }: Sync,
  records: readonly RecordResult[],
): Promise<readonly RecordResult[]> {
  const { primaryId, primaryName, entitySet } = table;
  const ids = [...new Set(records.map(({ recordId }) => recordId))];
  const queries = chunksOf(ids, IN_CHUNK).map((some) =>
    queryPath(entitySet, [primaryId, primaryName], inFilter(primaryId, some)),
  );
  const call = { counter, patienceMs, signal, priority: "interactive" as const };
  const answers = await runtime.client.batch(queries, { ...call, asUser: operation.askerId });
  const names = new Map(
    answers
      .flatMap((answer) => ("error" in answer ? [] : ((answer.body.value ?? []) as readonly Json[])))
      .map((row) => [String(row[primaryId]).toLowerCase(), String(row[primaryName] ?? "")] as const),
  );
  return records.map((record) => {
    const name = names.get(record.recordId.toLowerCase());
    if (name !== undefined) return { ...record, name };
    const { outcome, recordId } = record;
    return { recordId, outcome };
  });
}
