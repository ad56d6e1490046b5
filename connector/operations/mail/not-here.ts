import { describeMail } from "../../../core/issues/describe";
import { languageOf } from "../../../core/issues/languages";
import { comparableAddress } from "../../../core/mail/addresses";
import type { MailReason } from "../../../core/mail/reasons";
import type { FoundMail, MailAnswer } from "../../../core/operation/mail-answer";
import { CannotSyncError } from "../../pipeline/build/build-sync";
import { addressDigest, findDecisions } from "../../state/mail-decisions";
import type { Job } from "../job";
import { addressesOfRecord, addressOfAsker } from "./asked-record";
import { mailboxStatus } from "./mail-status";

/** Whoever looks for one mail sees it among these. */
const MOST = 25;
/** A day in whoever's time zone is two in UTC at most. */
const DAY_MS = 24 * 60 * 60_000;

/** Nobody is told these of somebody else's mailbox. */
const OWN_MAILBOX_ONLY: ReadonlySet<MailReason | null> = new Set<MailReason>(["internal", "privateThread"]);

/**
 * What became of mails with the record, or with an address that is typed, by our own record: without a word of what they say. Of an address
 * that is not the record's, only what whoever asks has in her own mailbox.
 */
export async function notHere(job: Job<"mail">): Promise<MailAnswer> {
  const { environmentId, request } = job.operation;
  const { query = "" } = request;
  const ofRecord = await addressesOfRecord(job);
  const address = comparableAddress(query);
  const day = /^\d{4}-\d{2}-\d{2}$/.test(query) ? Date.parse(query) : NaN;
  if (query !== "" && address === null && Number.isNaN(day))
    throw new CannotSyncError({ code: "BAD_REQUEST", params: { details: "Query" } });
  const mine = await addressOfAsker(job);
  const asked = address === null ? ofRecord : [address];
  const decisions = await findDecisions(job.parts.database, environmentId, {
    addresses: asked.map((each) => addressDigest(environmentId, each)),
    ...(Number.isNaN(day) ? {} : { from: new Date(day - DAY_MS / 2), until: new Date(day + 1.5 * DAY_MS) }),
    limit: MOST * 2,
  });
  const isTheRecords = asked.every((each) => ofRecord.includes(each));
  const language = languageOf(request.language);
  const found = decisions
    .filter(({ mailbox, reason }) => {
      const isMine = mailbox !== null && mailbox === mine;
      return isMine || (isTheRecords && !OWN_MAILBOX_ONLY.has(reason));
    })
    .slice(0, MOST)
    .map(({ mailbox, outcome, outgoing, reason, rowId, sentOn, threads }): FoundMail => ({
      sentOn,
      mailbox,
      outgoing,
      outcome,
      text: describeMail(outcome, reason, language),
      ...(rowId === null ? {} : { recordId: rowId }),
      ...((reason === "privateThread" || reason === "undone") && threads[0] ? { thread: threads[0] } : {}),
    }));
  return { mailboxes: await mailboxStatus(job), found };
}
