import { createHash, randomUUID } from "node:crypto";
import { backOff, type BackOff } from "../clock/back-off";
import type { Database } from "../database/database";
import type { Logger } from "../logging/logger";
import type { MailSettings, Recipient } from "../settings/mail";
import { leaseNotice, noticeFailed, noticeSent, prepareNotices, type LeasedNotice } from "../state/notices";
import { compose, type NoticeKind } from "./compose";
import type { Mailer } from "./mailer";

export interface NoticeParts {
  readonly database: Database;
  readonly logger: Logger;
  readonly mailer: Mailer;
  readonly mail: Pick<MailSettings, "from" | "to">;
  /** Where the connector's pages are. */
  readonly publicUrl: () => string;
}

/** After the first failure a minute, then twice as long each time, up to an hour: a mail server comes back some day. */
const BACK_OFF: BackOff = { firstMs: 60_000, longestMs: 60 * 60_000 };

/**
 * Tells admins by mail what they have not been told yet: once when the connector is not let in any more, once a day while that lasts,
 * once when it is over. Any number of connectors may do this at the same time. @returns how many mails were sent
 */
export async function sendNotices(parts: NoticeParts): Promise<number> {
  const { database, mail } = parts;
  const byDigest = new Map(mail.to.map((recipient) => [digestOf(recipient.address), recipient]));
  const digests = [...byDigest.keys()];
  await prepareNotices(database, digests);
  const owner = randomUUID();
  let sent = 0;
  for (;;) {
    const notice = await leaseNotice(database, digests, owner);
    if (!notice) return sent;
    if (await sendOne(parts, notice, byDigest.get(notice.recipient)!, owner)) sent += 1;
  }
}

async function sendOne(
  { database, logger, mailer, mail, publicUrl }: NoticeParts,
  notice: LeasedNotice,
  { address, language }: Recipient,
  owner: string,
): Promise<boolean> {
  const { environmentId, lasts, code, url, pausedOn, attempts } = notice;
  const page = `${publicUrl()}/connect`;
  const kind = noticeKind({ lasts, code });
  const fields = { environmentId, kind, attempt: attempts };
  try {
    const content = compose({ kind, url, since: pausedOn, page }, language);
    await mailer.send({ to: address, ...content, messageId: messageIdOf(notice, mail.from) });
  } catch (error) {
    const waitMs = backOff(BACK_OFF, attempts);
    logger.warn("An admin could not be told by mail", { ...fields, waitMs, error });
    await noticeFailed(database, notice, owner, waitMs);
    return false;
  }
  await noticeSent(database, notice, owner);
  logger.info("An admin was told by mail", fields);
  return true;
}

function noticeKind({ lasts, code }: Pick<LeasedNotice, "lasts" | "code">): NoticeKind {
  if (!lasts) return "letInAgain";
  return code === "SECRET_REFUSED" ? "secretRefused" : "needsSignIn";
}

function messageIdOf({ id, lasts, sent }: LeasedNotice, from: string): string {
  return `<${id}.${lasts ? sent : "end"}@${from.slice(from.indexOf("@") + 1)}>`;
}

/** Addresses are people's: the database knows them by digest only. */
function digestOf(address: string): string {
  return createHash("sha256").update(address.toLowerCase()).digest("hex");
}
