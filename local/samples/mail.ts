import type { NewMail, NewMailbox, NylasSamples, Person } from "../sandboxes/nylas";
import type { WaveContact } from "../sandboxes/wave";
import { CONVERSATIONS, ODD_MAILS } from "./mail-texts";
import { SAMPLE_OWNERS, SELLER_EMAIL } from "./owners";
import { Random } from "./random";

const HOUR_S = 3600;

/** The oldest sample is this old: a mapping that looks back a month finds all. */
const OLDEST_DAYS = 20;

/** So many people the page offers to write as. */
const OFFERED = 200;

/** Mailboxes of the seller and of colleagues who work here: three providers, three languages. */
export const SAMPLE_MAILBOXES: readonly NewMailbox[] = [
  { name: "Sample Seller", email: SELLER_EMAIL, provider: "microsoft", language: "de" },
  ...SAMPLE_OWNERS.filter(({ inDynamics }) => inDynamics === "enabled").map(
    ({ email, firstName, lastName }, at): NewMailbox => ({
      name: `${firstName} ${lastName}`,
      email,
      provider: at % 2 === 0 ? "google" : "imap",
      language: at % 2 === 0 ? "en" : "fr",
    }),
  ),
];

/**
 * Mailboxes with what was written in the last weeks: conversations with contacts of the samples, and what a mailbox holds besides. The
 * same contacts, seed and time give the same mails; all are invented.
 *
 * @param now milliseconds since 1970
 */
export function generateMailSamples(
  contacts: readonly WaveContact[],
  seed: number,
  now: number,
): NylasSamples {
  const random = new Random(seed);
  const people = contacts.flatMap(personOf).slice(0, OFFERED);
  const newest = Math.floor(now / 1000) - HOUR_S;
  const conversations = people.length === 0 ? 0 : CONVERSATIONS.length * SAMPLE_MAILBOXES.length;
  const mails = Array.from({ length: conversations }, (_, at) =>
    conversation(at, random.pick(people), newest - random.below(OLDEST_DAYS * 24) * HOUR_S),
  ).flat();
  const odd = people.length === 0 ? [] : ODD_MAILS.map((make, at) => make(oddParts(at, people, newest)));
  return {
    mailboxes: SAMPLE_MAILBOXES,
    people,
    mails: [...mails, ...odd].sort((a, b) => (a.date ?? 0) - (b.date ?? 0)),
  };
}

/** What a contact writes, and what is answered: in turn, some hours apart. */
function conversation(at: number, contact: Person, begins: number): readonly NewMail[] {
  const { subject, texts } = CONVERSATIONS[at % CONVERSATIONS.length]!;
  const colleague = SAMPLE_MAILBOXES[at % SAMPLE_MAILBOXES.length]!;
  const owner: Person = { name: colleague.name, email: colleague.email };
  return texts.map((text, step) => {
    const writes = step % 2 === 0;
    const messageId = (n: number) => `<sample-${at}-${n}@mail.example>`;
    return {
      from: writes ? contact : owner,
      to: [writes ? owner : contact],
      subject: step === 0 ? subject : `Re: ${subject}`,
      body: `<p>${text}</p>`,
      date: begins + step * 2 * HOUR_S - texts.length * 2 * HOUR_S,
      messageId: messageId(step),
      ...(step === 0 ? {} : { answers: messageId(step - 1) }),
    };
  });
}

function oddParts(at: number, people: readonly Person[], newest: number) {
  const [seller, colleague] = SAMPLE_MAILBOXES.map(({ email, name }) => ({ email, name }));
  return {
    seller: seller!,
    colleague: colleague!,
    contacts: people.slice(at, at + 3),
    date: newest - at * 5 * HOUR_S,
    messageId: `<sample-odd-${at}@mail.example>`,
  };
}

function personOf({ emails, firstName, lastName }: WaveContact): readonly Person[] {
  const email = (emails.find(({ primary }) => primary) ?? emails[0])?.value;
  // What is no address, nobody can write to.
  if (email === undefined || !/^[^\s@,;<>]+@[^\s@,;<>]+$/.test(email)) return [];
  return [{ name: [firstName, lastName].filter(Boolean).join(" "), email }];
}
