import { activityIdFor, mailIdFor } from "../../../core/ids/record-ids";
import { everybodyIn, keyOfMail, readMail, threadKeysOf, type Mail } from "../../../core/mail/mail";
import type { MailReason } from "../../../core/mail/reasons";
import type { SystemRecord } from "../../../core/records";
import {
  addressDigest,
  threadDigest,
  type MailDecisionRow,
  type MailOutcome,
  type MailScope,
} from "../../state/mail-decisions";
import type { Sync } from "../sync";

/** A mail on its way to a timeline. */
export interface Piece {
  readonly record: SystemRecord;
  readonly mail: Mail;
  /** The id that its row has, where we make it. */
  readonly mailId: string;
  /** Digests of what its conversation is known by. */
  readonly threads: readonly string[];
}

export function mailScope({ connection, runtime }: Pick<Sync, "connection" | "runtime">): MailScope {
  return { environmentId: runtime.environment.id, connectionId: connection.id };
}

/** The same mail is the same row: by its Message-ID in the whole world, else by what is known of it. */
export function pieceOf({ connection }: Sync, record: SystemRecord): Piece {
  const mail = readMail(record);
  const mailId =
    mail.messageId === null ? activityIdFor(connection.id, keyOfMail(mail)) : mailIdFor(mail.messageId);
  return { record, mail, mailId, threads: threadKeysOf(mail).map(threadDigest) };
}

/** What became of a mail. */
export interface Verdict {
  readonly outcome: MailOutcome;
  readonly reason?: MailReason;
  readonly rowId?: string;
  readonly about?: string;
  readonly outgoing?: boolean;
}

/** The same as it is remembered. */
export function toRemember(
  { runId, runtime }: Sync,
  { mail, mailId, threads }: Piece,
  { about = undefined, outcome, outgoing = false, reason, rowId }: Verdict,
): MailDecisionRow {
  return {
    externalId: mail.externalId,
    mailboxId: mail.mailboxId,
    mailId,
    rowId: rowId ?? null,
    outcome,
    reason: reason ?? null,
    sentOn: mail.sentOn,
    outgoing,
    threads,
    addresses: everybodyIn(mail).map(({ address }) => addressDigest(runtime.environment.id, address)),
    about: about ?? null,
    runId: outcome === "logged" ? (runId ?? null) : null,
  };
}
