import { z } from "zod";

/** How far a run has come through the mailboxes: kept with it, page by page. */
const shape = z.object({
  /** Mailboxes that are done, or cannot be read now. */
  done: z.array(z.string()),
  /** The one that is looked through; null: the next is to be begun. */
  mailbox: z.string().nullable(),
  /** The system's cursor in it; null for its first page. */
  at: z.string().nullable(),
  /** When that one was begun, by the system's clock: up to then it is known once it is done. ISO 8601. */
  begunOn: z.string().nullable(),
});
export type MailPlace = z.infer<typeof shape>;

export const BEGINNING: MailPlace = { done: [], mailbox: null, at: null, begunOn: null };

export const writeMailPlace = (place: MailPlace): string => JSON.stringify(place);

export const readMailPlace = (text: string | null): MailPlace =>
  text === null ? BEGINNING : shape.parse(JSON.parse(text));
