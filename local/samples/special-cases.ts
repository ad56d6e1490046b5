import type { WaveContact } from "../sandboxes/wave";
import type { Culture } from "./culture";
import { ownersWho } from "./owners";
import type { Random } from "./random";

/** What a case changes of an ordinary contact. `before` is the contact made just before. */
type Case = (
  contact: WaveContact,
  tools: { random: Random; culture: Culture; before?: WaveContact },
) => Partial<WaveContact>;

/** Dynamics keeps 2,000 characters of a description; a note longer than this must be told, not lost. */
const LONGER_THAN_DESCRIPTION = 2_400;
const LONG_NOTE = 1_900;

/** Every how many contacts all cases have come round once. Ordinary contacts make up the rest. */
export const CASES_EVERY = 25;

const assignTo = (email: string | undefined): Partial<WaveContact> =>
  email ? { assignedTo: { email } } : {};

const repeat = (text: string, length: number) =>
  `${text} `.repeat(Math.ceil(length / (text.length + 1))).slice(0, length);

/** The cases by their place in each round, so that even a small sample holds every one. */
export const SPECIAL_CASES: Readonly<Record<number, Case>> = {
  // A company longer than the 49 characters that Dynamics' column keeps.
  1: ({ company }, { culture }) => ({ company: repeat(`${company} ${culture.cities[0]}`, 60).trim() }),
  2: () => ({ lastName: null }),
  // Two people behind one address: an email address alone is nobody's identity.
  4: (_contact, { before }) => ({
    emails: before?.emails.slice(0, 1) ?? [],
    company: before?.company ?? null,
  }),
  5: (_contact, { random }) => assignTo(random.pick(ownersWho("disabled")).email),
  6: (_contact, { random }) => assignTo(random.pick(ownersWho("unknown")).email),
  8: (_contact, { culture }) => ({ note: repeat(culture.notes[0] ?? "", LONG_NOTE).trim() }),
  9: ({ firstName }) => ({ firstName: `${firstName} 🚀`, jobTitle: "Chief Happiness Officer 👩🏽‍💻" }),
  11: () => ({ phones: [{ value: "tel:+1-202-555-0123;ext=77", label: "work", primary: true }] }),
  12: () => ({ phones: [{ value: "٠١٠٠٠٠٠٠١٢٣", label: null, primary: true }] }),
  13: () => ({ phones: [{ value: "0800 FLOWERS 4", label: "other", primary: true }] }),
  14: () => ({ phones: [], emails: [] }),
  16: ({ emails }) => ({
    emails: [{ value: `info@${domainOf(emails[0]?.value)}`, primary: false }, ...emails],
    phones: [
      { value: "+1 202 555 0100", label: "office", primary: false },
      { value: "+1 202 555 0101", label: "mobile", primary: true },
    ],
  }),
  18: () => ({ assignedTo: null }),
  19: () => ({ firstName: null }),
  21: () => ({ website: null, jobTitle: null, city: null, note: null }),
  22: (_contact, { culture }) => ({
    note: `${culture.notes.join("\r\n\t")}\n<b>&amp; "quotes" 'single' \\ %20</b>`,
  }),
};

/** One contact in a thousand has a note that Dynamics cannot keep. */
export function tooLongNote(culture: Culture): string {
  return repeat(culture.notes[0] ?? "", LONGER_THAN_DESCRIPTION).trim();
}

function domainOf(email: string | undefined): string {
  return email?.split("@")[1] ?? "company.example";
}
