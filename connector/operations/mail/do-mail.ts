import type { MailAction, MailAnswer } from "../../../core/operation/mail-answer";
import { resultOf, type End, type Job } from "../job";
import { allowThread, neverThread } from "./never-thread";
import { notHere } from "./not-here";
import { mailStatus } from "./mail-status";

const ACTIONS: Readonly<Record<MailAction, (job: Job<"mail">) => Promise<MailAnswer>>> = {
  status: mailStatus,
  notHere,
  neverThread,
  allowThread,
};

/** wave_Mail: what a person asks about email, from our own record of what became of it. @throws CannotSyncError, DataverseError */
export async function doMail(job: Job<"mail">): Promise<End> {
  const mail = await ACTIONS[job.operation.request.action](job);
  return { succeeded: true, result: resultOf({ mail }), connectionId: null };
}
