import type { Mail, Person } from "./mail";
import { snippetOf } from "./mail";
import { shownMessage, type Shown } from "./shown-message";

/** A conversation as the interface gives it. @param mails the newest first; at least one */
export function shownThread(mails: readonly Mail[], grantId: string): Shown {
  const newest = mails[0]!;
  const oldest = mails.at(-1)!;
  return {
    id: newest.threadId,
    grant_id: grantId,
    object: "thread",
    subject: oldest.subject,
    snippet: snippetOf(newest.body),
    participants: participants(mails),
    message_ids: mails.map(({ id }) => id),
    draft_ids: [],
    folders: [...new Set(mails.flatMap(({ folders }) => folders))],
    unread: mails.some(({ unread }) => unread),
    starred: mails.some(({ starred }) => starred),
    has_attachments: mails.some(({ attachments }) => attachments.length > 0),
    has_drafts: false,
    earliest_message_date: oldest.date,
    latest_message_received_date: newest.date,
    latest_draft_or_message: shownMessage(newest, grantId),
  };
}

function participants(mails: readonly Mail[]): readonly Person[] {
  const people = mails.flatMap(({ from, to, cc }) => [...from, ...to, ...cc]);
  return [...new Map(people.map((person) => [person.email.toLowerCase(), person])).values()];
}
