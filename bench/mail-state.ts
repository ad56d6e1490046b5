import type { LocalDynamics } from "../local/start/local-dynamics";
import { expectedMails, type LeftOut } from "./mails-world";

/** What stands on timelines beside what belongs there. */
export interface MailState {
  /** Rows of mails. */
  readonly rows: number;
  /** Mails that belong on a timeline: each once, in however many mailboxes. */
  readonly wanted: number;
  /** Of all in mailboxes, those that are such a mail once more. */
  readonly again: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
  readonly missing: number;
  readonly doubled: number;
  /** Rows of mails that belong on no timeline. */
  readonly unwanted: number;
  /** Rows that are not completed, or lack who wrote or to whom. */
  readonly incomplete: number;
}

const FROM_AND_TO = [1, 2];
const COMPLETED = 1;

/** Compares the rows of mails with what the mailboxes hold, by Message-ID. */
export function compareMails({ nylas, platform }: Pick<LocalDynamics, "nylas" | "platform">): MailState {
  const { again, leftOut, logged: wanted } = expectedMails(nylas);
  const { dataverse } = platform;
  const roles = new Map<string, Set<unknown>>();
  for (const { values } of dataverse.rows("activityparty")) {
    const { activityid, participationtypemask: role } = values;
    const { id } = activityid as { readonly id: string };
    if (FROM_AND_TO.includes(role as number)) roles.set(id, (roles.get(id) ?? new Set()).add(role));
  }
  const emails = dataverse.rows("email");
  const found = new Set<string>();
  const state = { doubled: 0, unwanted: 0, incomplete: 0 };
  for (const { id, values } of emails) {
    const messageId = String(values.messageid);
    if (found.has(messageId)) state.doubled += 1;
    if (!wanted.has(messageId)) state.unwanted += 1;
    if (values.statecode !== COMPLETED || roles.get(id)?.size !== FROM_AND_TO.length) state.incomplete += 1;
    found.add(messageId);
  }
  const missing = [...wanted].filter((messageId) => !found.has(messageId)).length;
  return { rows: emails.length, wanted: wanted.size, again, leftOut, missing, ...state };
}
