import type { Mail } from "./mail";

/**
 * Mails that are made when somebody looks at them: a mailbox of a hundred thousand takes no memory. Place 0 is the newest, and each is
 * older than the one before.
 */
export interface Bulk {
  readonly size: number;
  at(place: number): Mail;
  /** Seconds since 1970. */
  dateAt(place: number): number;
  /** Undefined for an id that is none of them. */
  placeOf(id: string): number | undefined;
  /** Places of a conversation, the newest first. */
  inThread(threadId: string): readonly number[];
}

/** The first place whose mail is older than this. */
export function firstOlderThan(bulk: Bulk, date: number): number {
  let low = 0;
  let high = bulk.size;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (bulk.dateAt(middle) < date) high = middle;
    else low = middle + 1;
  }
  return low;
}
