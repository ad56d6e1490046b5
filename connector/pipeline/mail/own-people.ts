import { OwnPeople } from "../../../core/mail/own";
import { DEFAULT_MAIL_POLICY, type MailPolicy } from "../../../core/mail/policy";
import { listMailboxes, mailboxesOf, saveMailboxes } from "../../state/mailboxes";
import { able, type Mailbox } from "../../systems/contract/object";
import { objectOf } from "../../systems/contract/system";
import { reportMappingIssues } from "../report/mapping-issues";
import { systemCall, type Sync } from "../sync";
import { mailScope } from "./piece";

export function mailPolicyOf({ mapping }: Pick<Sync, "mapping">): MailPolicy {
  return mapping.policies.mail ?? DEFAULT_MAIL_POLICY;
}

/**
 * Asks the system which mailboxes there are, keeps that, and tells the admins of the mapping of each that cannot be read, until it can be.
 * @throws SystemError
 */
export async function readMailboxes(sync: Sync): Promise<readonly Mailbox[]> {
  const object = objectOf(sync.connection.adapter, sync.mapping.systemObject);
  const mailboxes = await able(object, "mailboxes")(systemCall(sync));
  await saveMailboxes(sync.database, mailScope(sync), mailboxes);
  await reportTrouble(sync, mailboxes);
  return mailboxes;
}

/** One issue for each mailbox that cannot be read now; the others go on. */
export async function reportTrouble(sync: Sync, mailboxes: readonly Mailbox[]): Promise<void> {
  const issues = mailboxes.flatMap(({ id, trouble }) => (trouble ? [{ key: id, issue: trouble }] : []));
  await reportMappingIssues(sync, "mailboxes", issues, "byDatabase");
}

/** Who is one of us, by the mailboxes there are. Where one of these is not known yet, the system is asked. @throws SystemError */
export async function ownPeople(sync: Sync, mailboxIds: readonly string[]): Promise<OwnPeople> {
  const known = new Set((await listMailboxes(sync.database, mailScope(sync))).map(({ id }) => id));
  if (mailboxIds.some((id) => !known.has(id))) await readMailboxes(sync);
  const all = await mailboxesOf(sync.database, sync.runtime.environment.id);
  return new OwnPeople(
    all.map(({ address }) => address),
    mailPolicyOf(sync).ownDomains,
  );
}
