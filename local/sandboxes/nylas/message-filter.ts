import { badRequest } from "./errors";
import { addressesIn, type Mail, type Person } from "./mail";
import type { Mailbox } from "./mailbox";
import type { MessageQuery } from "./requests";
import type { Switches } from "./switches";

/** So much of what a search finds in Microsoft's mailboxes is left out when that is switched on: every third. */
const LEFT_OUT_EVERY = 3;

/**
 * Whether a mail is one of those that a query asks for, its times apart: these are where a list begins and ends.
 * @throws NylasFault 400 where `in` is no folder's id: a word like "inbox" is not taken (inferred: it finds nothing, or is refused)
 */
export function messageFilter(
  mailbox: Mailbox,
  query: Partial<MessageQuery>,
  { incompleteSearch, subjectCase }: Switches,
): (mail: Mail) => boolean {
  const { any_email: anybody, has_attachment: attached, in: folder, starred, subject, unread } = query;
  if (folder !== undefined && !mailbox.folders.some(({ id }) => id === folder))
    throw badRequest(`in: ${folder} is not the id of a folder`);
  const text = (value: string) => (subjectCase === "matters" ? value : value.toLowerCase());
  const tests: ((mail: Mail) => boolean)[] = [];
  const when = <T>(value: T | undefined, test: (mail: Mail, value: T) => boolean) => {
    if (value !== undefined) tests.push((mail) => test(mail, value));
  };
  when(folder, (mail, id) => mail.folders.includes(id));
  when(query.from, (mail, wanted) => isAmong(mail.from, wanted));
  when(query.to, (mail, wanted) => isAmong(mail.to, wanted));
  when(query.cc, (mail, wanted) => isAmong(mail.cc, wanted));
  when(query.bcc, (mail, wanted) => isAmong(mail.bcc, wanted));
  when(anybody, (mail, wanted) => addressesIn(mail).some((each) => wanted.includes(each)));
  when(subject, (mail, part) => text(mail.subject).includes(text(part)));
  when(query.thread_id, (mail, id) => mail.threadId === id);
  when(unread, (mail, wanted) => mail.unread === wanted);
  when(starred, (mail, wanted) => mail.starred === wanted);
  when(attached, (mail, wanted) => mail.attachments.length > 0 === wanted);
  let hits = 0;
  const leavesOut = incompleteSearch && anybody !== undefined && mailbox.grant.provider === "microsoft";
  return (mail) => tests.every((test) => test(mail)) && !(leavesOut && ++hits % LEFT_OUT_EVERY === 0);
}

function isAmong(people: readonly Person[], wanted: readonly string[]): boolean {
  return people.some(({ email }) => wanted.includes(email.toLowerCase()));
}
