import { sha1 } from "../ids/sha1";
import type { MailAddress } from "./addresses";

/** What a mail is known by where it has no Message-ID. */
export interface MailWithoutId {
  /** The mailbox that holds it, and its id there. */
  readonly mailbox: string;
  readonly id: string;
  readonly from: readonly MailAddress[];
  readonly to: readonly MailAddress[];
  /** When it was received or sent, in seconds since 1970; null where nothing says so. */
  readonly date: number | null;
  readonly subject: string;
  /** How its text begins. */
  readonly beginning: string;
}

/**
 * What a mail without a Message-ID is told apart by. The id that its mailbox has for it is not enough: some systems give a mail another
 * one when it is moved to another folder. So it is who wrote what to whom and when, which stays; the mailbox's id is taken only where
 * that says nothing.
 */
export function keyWithoutMessageId(mail: MailWithoutId): string {
  const { beginning, date, from, id, mailbox, subject, to } = mail;
  if (date === null || from.length === 0) return `mail:${mailbox}:${id}`;
  const said = [addresses(from), addresses(to), date, oneLine(subject), oneLine(beginning)];
  return `mail:${hex(sha1(new TextEncoder().encode(JSON.stringify(said))))}`;
}

const addresses = (people: readonly MailAddress[]) => people.map(({ address }) => address).sort();

const oneLine = (text: string) => text.replace(/\s+/g, " ").trim();

function hex(bytes: Uint8Array): string {
  return [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
