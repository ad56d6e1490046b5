import type { WaveContact } from "../sandboxes/wave";
import { contactIdFrom } from "../sandboxes/wave";
import type { Culture } from "./culture";
import { LATIN } from "./cultures/latin";
import { OTHER_SCRIPTS } from "./cultures/other-scripts";
import { ordinaryOwner } from "./owners";
import { Random } from "./random";
import { CASES_EVERY, SPECIAL_CASES, tooLongNote } from "./special-cases";

const CULTURES: readonly Culture[] = [...LATIN, ...OTHER_SCRIPTS];

/** The first contact was made at this moment, the others a minute apart: samples do not depend on today. */
const BEGINNING = Date.UTC(2026, 0, 5, 8, 0, 0);
const MINUTE = 60_000;

/** Place in every thousand of the note that is too long for Dynamics. */
const TOO_LONG_NOTE_AT = 24;

/**
 * Wave contacts that look like a year of trade fairs. The same seed gives the same contacts, and fewer of them are
 * the beginning of more.
 */
export function generateContacts(count: number, seed: number): WaveContact[] {
  const random = new Random(seed);
  const contacts: WaveContact[] = [];
  for (let index = 0; index < count; index++) {
    const culture = CULTURES[index % CULTURES.length] as Culture;
    const ordinary = ordinaryContact(index, seed, culture, random);
    const special = SPECIAL_CASES[index % CASES_EVERY]?.(ordinary, {
      random,
      culture,
      before: contacts.at(-1),
    });
    const note = index % 1000 === TOO_LONG_NOTE_AT ? { note: tooLongNote(culture) } : {};
    contacts.push({ ...ordinary, ...special, ...note });
  }
  return contacts;
}

function ordinaryContact(index: number, seed: number, culture: Culture, random: Random): WaveContact {
  const company = random.pick(culture.companies);
  const domain = `company-${1 + random.below(400)}.example`;
  const time = new Date(BEGINNING + index * MINUTE).toISOString();
  return {
    id: contactIdFrom(`${seed}:${index}`),
    firstName: random.pick(culture.firstNames),
    lastName: random.pick(culture.lastNames),
    // The number keeps ordinary addresses apart; names in other scripts have no Latin spelling to use.
    emails: [{ value: `${culture.language}.${index + 1}@${domain}`, primary: true }],
    phones: [{ value: fillDigits(culture.phone, random), label: "mobile", primary: true }],
    company,
    jobTitle: random.pick(culture.jobTitles),
    city: random.pick(culture.cities),
    address: null,
    website: `https://www.${domain}`,
    language: culture.language,
    note: random.pick(culture.notes),
    assignedTo: { email: ordinaryOwner(random) },
    createdAt: time,
    updatedAt: time,
  };
}

/** A phone number made from a pattern, where `#` stands for a digit. */
export function fillDigits(pattern: string, random: Random): string {
  return pattern.replace(/#/g, () => String(random.below(10)));
}
