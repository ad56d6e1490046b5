import { describe } from "../../../core/issues/describe";
import { languageOf } from "../../../core/issues/languages";
import type { MailAnswer, MailboxStatus } from "../../../core/operation/mail-answer";
import { addressDigest, countLogged } from "../../state/mail-decisions";
import { mailboxesOf } from "../../state/mailboxes";
import type { Job } from "../job";
import { addressesOfRecord } from "./asked-record";

/** Which mailboxes are read, and how many mails with the record are on timelines. */
export async function mailStatus(job: Job<"mail">): Promise<MailAnswer> {
  const { environmentId } = job.operation;
  const addresses = await addressesOfRecord(job);
  const { count, lastOn } = await countLogged(
    job.parts.database,
    environmentId,
    addresses.map((address) => addressDigest(environmentId, address)),
  );
  return { mailboxes: await mailboxStatus(job), logged: count, lastOn: lastOn?.toISOString() ?? null };
}

export async function mailboxStatus({ operation, parts }: Job<"mail">): Promise<readonly MailboxStatus[]> {
  const language = languageOf(operation.request.language);
  const mailboxes = await mailboxesOf(parts.database, operation.environmentId);
  return mailboxes.map(({ address, knownUntil, trouble }) => ({
    address,
    knownUntil: knownUntil?.toISOString() ?? null,
    ...(trouble ? { trouble: describe(trouble, language, { system: "" }).message } : {}),
  }));
}
