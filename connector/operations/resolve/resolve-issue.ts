import * as schema from "../../../core/generated/schema";
import { decisionsFor } from "../../../core/issues/decisions";
import type { IssueCode } from "../../../core/issues/codes";
import type { Decision } from "../../../core/operation/decision";
import { countOutcomes } from "../../../core/operation/counts";
import type { ConfiguredMapping } from "../../environment/configuration";
import { syncRecords } from "../../pipeline/sync-records";
import { buildSync, CannotSyncError, chooseMapping } from "../../pipeline/build/build-sync";
import type { Result } from "../../pipeline/item";
import { problemOf } from "../../pipeline/problems";
import { readRows } from "../../pipeline/load/read";
import { metAgain } from "../../pipeline/report/report-issues";
import { failureKeys } from "../../pipeline/report/save-results";
import { systemCall, type Sync } from "../../pipeline/sync";
import { speaker } from "../../pipeline/report/words";
import { forgetFailures } from "../../state/failures";
import { leaseAllRecords } from "../../state/record-leases";
import type { RecordName } from "../../state/changes";
import { DataverseError } from "../../dataverse/dataverse-error";
import { logAgain } from "../../calls/log-again";
import { resultOf, type End, type Job } from "../job";
import { mappingsOfRecords } from "../mapping-of-records";
import { recordResult } from "../record-result";
import { syncRequest } from "../sync-request";
import { issueOfRow, readIssue, type FoundIssue } from "./find-issue";
import { answerRemovals } from "./answer-removals";
import { leaveAlone } from "./leave-alone";
import { requireCandidate } from "./require-candidate";
import { objectOf } from "../../systems/contract/system";

/** What an answer is about: an issue, or a record whose conflict was never made one (a preview shows it, too). */
export interface Subject {
  readonly issue: FoundIssue | null;
  readonly externalId: string | null;
  readonly rowId: string | null;
}

/**
 * wave_Resolve: carries out a person's answer through the one pipeline, with her rights. Of two who answer the same issue at
 * once, the second is told that it is settled; an answer that events have overtaken changes nothing.
 */
export async function resolveIssue(job: Job<"resolve">): Promise<End> {
  const { decision } = job.operation.request;
  const subject = await subjectOf(job);
  requireFits(job, subject.issue, decision);
  const configured = await mappingFor(job, subject);
  const sync = await syncFor(job, configured, subject, decision);
  if (subject.issue?.code === "DELETES_HELD") return answerRemovals(job, sync, subject.issue, decision);
  if (decision.kind === "ignore") return leaveAlone(job, sync, subject);
  await requireCandidate(job, subject, decision);
  await requireAnswerable(sync, decision);
  await requireLogged(job, subject, decision);
  // Somebody has put it right: what failed before says nothing about this try.
  await forgetFailures(sync.database, job.operation.environmentId, failureKeys(sync, subject));
  const [result] = await syncRecords(sync, [nameOf(subject)]);
  if (!result) throw new CannotSyncError({ code: "ISSUE_ALREADY_RESOLVED" });
  return endOf(job, sync, subject, result);
}

/** What was not logged because somebody may not is logged now. @throws CannotSyncError where she still may not */
async function requireLogged({ operation, parts }: Job<"resolve">, { issue }: Subject, { kind }: Decision) {
  if (issue?.code !== "ACTIVITY_NOT_ALLOWED" || kind !== "retry") return;
  const { correlationId, environmentId } = operation;
  const call = { parts, environmentId, connectionId: issue.connectionId, correlationId };
  const left = await logAgain(call, { ...issue, issueId: issue.id });
  if (left) throw new CannotSyncError(left);
}

/** Only one answer at a time gets past here; the next one sees what became of the issue. */
async function subjectOf(job: Job<"resolve">): Promise<Subject> {
  const { about, decision } = job.operation.request;
  const id = "issueId" in about ? about.issueId : (await issueOfRow(job, about, decision.kind))?.id;
  if (id !== undefined) {
    const { database, clock } = job.parts;
    const { environmentId } = job.operation;
    await leaseAllRecords(database, environmentId, [`issue/${id}`], job.owner, job.signal, clock);
    const issue = await readIssue(job, id);
    return { issue, externalId: issue.externalId, rowId: issue.rowId };
  }
  if ("recordId" in about && ["fields", "retry"].includes(decision.kind))
    return { issue: null, externalId: null, rowId: about.recordId };
  throw new CannotSyncError({ code: "ISSUE_ALREADY_RESOLVED" });
}

function requireFits(job: Job<"resolve">, issue: FoundIssue | null, decision: Decision): void {
  if (!issue) return;
  const { kind } = decision;
  const open = issue.status === schema.IssueStatus.Open;
  // What was to be left alone may be taken up again, by name.
  const takenUp = issue.status === schema.IssueStatus.Ignored && kind === "retry";
  // A second attempt at the same answer may have settled it itself the first time.
  const ours = job.operation.attempts > 1;
  if (!open && !takenUp && !ours) throw new CannotSyncError({ code: "ISSUE_ALREADY_RESOLVED" });
  // What is known is joined to what is chosen: a record of the system to a row, a row to a record.
  const otherSide = kind !== "link" || "recordId" in decision === (issue.externalId !== null);
  if (!decisionsFor(issue.code).includes(kind) || !otherSide)
    throw new CannotSyncError({ code: "DECISION_NOT_POSSIBLE" });
}

async function mappingFor(job: Job<"resolve">, { issue }: Subject): Promise<ConfiguredMapping> {
  const { runtime, operation, counter } = job;
  const { about } = operation.request;
  if (issue?.mappingId) return chooseMapping(runtime, { mappingId: issue.mappingId }, { counter });
  if (!("table" in about)) throw new CannotSyncError({ code: "NOT_CONNECTED" });
  const choice = { table: about.table };
  const found = await mappingsOfRecords(runtime, choice, [about.recordId], { counter });
  const [group] = found.groups;
  if (!group) throw new CannotSyncError(found.issue);
  return group.configured;
}

function syncFor(
  job: Job<"resolve">,
  configured: ConfiguredMapping,
  subject: Subject,
  decision: Decision,
): Promise<Sync> {
  job.about(configured.connectionId);
  const names = [subject.externalId, subject.rowId].filter((name) => name !== null);
  const forBoth = <T>(value: T): ReadonlyMap<string, T> => new Map(names.map((name) => [name, value]));
  const request = { ...syncRequest(job), trigger: "resolve" as const, direction: "both" as const };
  switch (decision.kind) {
    case "fields":
      return buildSync({ ...request, decisions: forBoth(decision.fields) }, configured);
    case "retry":
      return buildSync({ ...request, ...seenTo(subject.issue) }, configured);
    case "ignore":
      return buildSync(request, configured);
    default:
      return buildSync({ ...request, answers: forBoth(decision) }, configured);
  }
}

/** Who may have said a moment ago whose the record is, and tries again at once, means what she said. */
const ABOUT_OWNERS: ReadonlySet<IssueCode> = new Set(["OWNER_DISABLED", "OWNER_UNKNOWN"]);

function seenTo(issue: FoundIssue | null) {
  return issue ? { seenTo: issue.id, afresh: ABOUT_OWNERS.has(issue.code) } : {};
}

/** @throws CannotSyncError when the answer names what is not there */
async function requireAnswerable(sync: Sync, decision: Decision): Promise<void> {
  if (decision.kind === "fields") {
    const lines = new Set(sync.mapping.lines.map((line) => line.id));
    const unknown = Object.keys(decision.fields).some((line) => !lines.has(line));
    if (unknown) throw new CannotSyncError({ code: "DECISION_NOT_POSSIBLE" });
  }
  if (decision.kind !== "link") return;
  if ("recordId" in decision) {
    const read = (await readRows(sync, [decision.recordId])).get(decision.recordId);
    if (read instanceof DataverseError) throw new CannotSyncError(problemOf(read, "read")!);
    return;
  }
  const ids = [decision.externalId];
  const [record] = await objectOf(sync.connection.adapter, sync.mapping.systemObject).readMany(
    ids,
    systemCall(sync),
  );
  if (!record || record.deleted) throw new CannotSyncError({ code: "EXTERNAL_RECORD_GONE" });
}

function nameOf({ externalId, rowId }: Subject): RecordName {
  if (externalId !== null) return { externalId };
  if (rowId !== null) return { rowId };
  throw new CannotSyncError({ code: "DECISION_NOT_POSSIBLE" });
}

async function endOf(job: Job<"resolve">, sync: Sync, subject: Subject, result: Result): Promise<End> {
  const { request } = job.operation;
  const late = cameTooLate(job, subject, result);
  const record = recordResult(sync, result, speaker(sync, request.language), true);
  const { item, wrote, removed } = result;
  const exists = (item.row !== null || wrote.dataverse !== null) && removed !== "dataverse";
  const again = triedInVain(job, sync, subject, result);
  const done = again === undefined && !["failed", "skipped"].includes(result.outcome);
  const settled = isOver(request.decision, result) || done;
  if (settled && result.outcome !== "conflict" && subject.issue) await markResolved(sync, subject.issue);
  return {
    succeeded: settled && !late,
    result: resultOf({ counts: countOutcomes([result]), records: [record] }),
    connectionId: sync.connection.id,
    ...(again ? { issue: again } : {}),
    ...(late ? { issue: { code: "ISSUE_ALREADY_RESOLVED" as IssueCode } } : {}),
    ...(exists && result.outcome !== "failed"
      ? { row: { table: sync.table.logicalName, recordId: result.rowId! } }
      : {}),
  };
}

/** The record was synced, and what it was tried again for is as it was: that still has to be put right. */
function triedInVain(job: Job<"resolve">, sync: Sync, { issue }: Subject, result: Result) {
  const tried = job.operation.request.decision.kind === "retry";
  const synced = ["created", "updated", "unchanged"].includes(result.outcome);
  return issue && tried && synced ? metAgain(sync, result, issue.id) : undefined;
}

/** What is to become of the survivor was settled before: the two are not linked any more. */
function isOver({ kind }: Decision, { issue }: Result): boolean {
  return ["keep", "delete"].includes(kind) && issue?.code === "UNLINKED";
}

/** Events were faster: what she chose was not what happened, and nothing of hers was written. */
function cameTooLate(job: Job<"resolve">, { issue }: Subject, result: Result): boolean {
  const { request, attempts } = job.operation;
  const { decision } = request;
  // A second attempt may find what the first one has done.
  if (attempts > 1) return false;
  if (isOver(decision, result)) return true;
  if (!["created", "updated", "unchanged"].includes(result.outcome)) return false;
  if (decision.kind === "link")
    return "recordId" in decision
      ? result.rowId !== decision.recordId
      : result.externalId !== decision.externalId;
  if (decision.kind === "create") return result.outcome !== "created";
  return decision.kind === "fields" && issue === null && result.outcome === "unchanged";
}

/** Told by the pipeline already where it remembers the issue; said again, so that none stays open that it has forgotten. */
async function markResolved(sync: Sync, { id }: FoundIssue): Promise<void> {
  const { counter, signal, patienceMs } = sync;
  await sync.runtime.client.update(
    schema.issue.entitySet,
    id,
    { [schema.issue.columns.issuestatus]: schema.IssueStatus.Resolved },
    { counter, signal, patienceMs, priority: "interactive" },
  );
}
