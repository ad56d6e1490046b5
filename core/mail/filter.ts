import { domainOf } from "./addresses";
import { everybodyIn, type Mail } from "./mail";
import type { OwnPeople } from "./own";
import { isFromMailbox } from "./own";
import type { FilteredBy, MailFilter, MailPolicy } from "./policy";
import { FILTER_REASON, type MailReason } from "./reasons";

/** Senders that nobody reads the answers of. */
const NOBODY_READS =
  /^(no|not|never|do-?not|dont)[._-]?reply|^(mailer-daemon|postmaster|bounces?|notifications?)$|[._+-]no-?reply$|^(bounces?|notifications?)[._+-]/;

/**
 * Why a mail is left out whoever it is from, or null. Looks at nothing but the mail and what an admin set, so nobody has to be asked first.
 */
export function filteredFor(mail: Mail, policy: MailPolicy, own: OwnPeople): MailReason | null {
  const kinds = new Set(mail.folders.map(({ kind }) => kind));
  if (kinds.has("drafts")) return "draft";
  if (kinds.has("junk") || kinds.has("trash")) return "junk";
  if (policy.since !== undefined && mail.sentOn !== null && mail.sentOn < policy.since) return "beforeDate";
  const filter = byFilters(mail, policy.filters);
  if (filter) return filter;
  if (policy.internal === "skip" && everybodyIn(mail).every(({ address }) => own.has(address)))
    return "internal";
  if (
    policy.noReply === "skip" &&
    !isFromMailbox(mail, own) &&
    mail.from.some(({ address }) => isNoReply(address))
  )
    return "noReply";
  return null;
}

/** True for an address whose answers nobody reads, as far as its name says. */
export function isNoReply(address: string): boolean {
  return NOBODY_READS.test(address.slice(0, Math.max(0, address.lastIndexOf("@"))));
}

function byFilters(mail: Mail, filters: readonly MailFilter[]): MailReason | null {
  const left = filters.find((filter) => filter.does === "leaveOut" && fits(mail, filter));
  if (left) return FILTER_REASON[left.by];
  const wanted = new Map<FilteredBy, boolean>();
  for (const filter of filters.filter(({ does }) => does === "only"))
    wanted.set(filter.by, (wanted.get(filter.by) ?? false) || fits(mail, filter));
  const missed = [...wanted].find(([, fitted]) => !fitted);
  return missed ? FILTER_REASON[missed[0]] : null;
}

function fits(mail: Mail, { by, is }: MailFilter): boolean {
  const wanted = is.trim().toLowerCase();
  switch (by) {
    case "mailbox":
      return [mail.mailbox, mail.mailboxId.toLowerCase()].includes(wanted);
    case "folder":
      return mail.folders.some(({ id, name }) => [id.toLowerCase(), name.toLowerCase()].includes(wanted));
    case "domain":
      return everybodyIn(mail).some(({ address }) => isBelow(domainOf(address), wanted.replace(/^@/, "")));
    case "address":
      return everybodyIn(mail).some(({ address }) => address === wanted);
    case "subject":
      return mail.subject.toLowerCase().includes(wanted);
    case "size":
      return mail.kilobytes > Number(wanted);
  }
}

function isBelow(domain: string, wanted: string): boolean {
  return domain === wanted || domain.endsWith(`.${wanted}`);
}
