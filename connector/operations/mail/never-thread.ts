import { normaliseMessageId } from "../../../core/mail/message-id";
import type { MailAnswer } from "../../../core/operation/mail-answer";
import { isAdministrator, privilegesOf } from "../../dataverse/privileges";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import {
  awaitDecisions,
  forgetPrivateDecisions,
  forgetRows,
  rowsOfPrivate,
  sameThreads,
  threadDigest,
  threadsOfRow,
} from "../../state/mail-decisions";
import { endPrivate, makePrivate, privateAmong } from "../../state/private-threads";
import { leaseAllRecords, recordKeys } from "../../state/record-leases";
import { EMAIL } from "../../tables/activities";
import type { Job } from "../job";
import { asAsker } from "./asked-record";

/**
 * A mail's conversation leaves timelines and never comes back, whichever mailbox tells of it: what we logged of it is deleted with the
 * rights of whoever asks; rows that others made stay.
 * @throws CannotSyncError RECORD_NOT_FOUND; DataverseError where she may not delete
 */
export async function neverThread(job: Job<"mail">): Promise<MailAnswer> {
  const { operation, parts, runtime } = job;
  const { askerId, environmentId, request } = operation;
  const table = await runtime.table(EMAIL.logicalName, { counter: job.counter });
  const call = asAsker(job);
  const row = await runtime.client.retrieve(table.entitySet, request.recordId!, ["messageid"], call);
  if (!row) throw new CannotSyncError({ code: "RECORD_NOT_FOUND" });
  // Whoever logs it at this moment says so first.
  const keys = [recordKeys.row(table.logicalName, request.recordId!)];
  await leaseAllRecords(parts.database, environmentId, keys, job.owner, job.signal, parts.clock);
  const messageId = normaliseMessageId(row.messageid);
  const known = await threadsOfRow(parts.database, environmentId, request.recordId!);
  const threads = await sameThreads(parts.database, environmentId, [
    ...known,
    ...(messageId === null ? [] : [threadDigest(`root:${messageId}`)]),
  ]);
  // First of all, so that nothing of it is logged meanwhile.
  await makePrivate(parts.database, environmentId, threads, askerId);
  const rows = await rowsOfPrivate(parts.database, environmentId, threads);
  for (const id of rows) {
    await runtime.client.remove(table.entitySet, id, call);
    await forgetRows(parts.database, environmentId, [id]);
  }
  return { removed: rows.length };
}

/** A private conversation may be logged again, from the next look on. @throws CannotSyncError RECORD_NOT_WRITABLE */
export async function allowThread(job: Job<"mail">): Promise<MailAnswer> {
  const { counter, operation, parts, runtime, signal } = job;
  const { askerId, environmentId, request } = operation;
  const asked = request.query ? [request.query] : [];
  const threads = await sameThreads(parts.database, environmentId, asked);
  const hidden = await privateAmong(parts.database, environmentId, threads);
  const others = [...hidden.values()].some((who) => who !== askerId);
  if (others && !isAdministrator(await privilegesOf(runtime.client, askerId, { counter, signal })))
    throw new CannotSyncError({ code: "RECORD_NOT_WRITABLE" });
  await parts.database.transaction(async (sql) => {
    await awaitDecisions(sql);
    // It may have got further names meanwhile.
    const all = await sameThreads(sql, environmentId, threads);
    await endPrivate(sql, environmentId, all);
    await forgetPrivateDecisions(sql, environmentId, all);
  });
  return {};
}
