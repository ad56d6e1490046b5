import { SAMPLE_OWNERS, SELLER_EMAIL } from "../local/samples";
import { bulkMail } from "../local/samples/bulk-mail";
import type { Bulk, Mail, NylasSandbox, Person, Provider } from "../local/sandboxes/nylas";

/** Who writes and is written to, mailboxes apart; what is left out repeats with every sixty of them. */
const PEOPLE = 1_200;
const STRANGERS: readonly number[] = [7, 12];
const MACHINES: readonly number[] = [16];
const COLLEAGUES: readonly number[] = [59];
const PERIOD = 60;
/** In each mailbox, one mail of so many lies among what was deleted. */
const DELETED_EVERY = 50;
const DELETED_AT = 49;
/** Mails are listed from the newest on; none is as new as the look for what came meanwhile. */
const NEWEST_AGE_S = 3_600;

/** The company that the mailboxes belong to. */
const OURS = "@contoso.example";
/** Of the mailboxes, these are users of Dynamics. */
const USERS = [
  SELLER_EMAIL,
  ...SAMPLE_OWNERS.filter(({ inDynamics }) => inDynamics === "enabled").map(({ email }) => email),
];
const PROVIDERS: readonly Provider[] = ["microsoft", "google", "microsoft", "ews", "google"];

/** Why a mail is left out, as a mapping that nobody has changed has it. */
export type LeftOut = "junk" | "internal" | "noReply" | "unknownPeople";

/** Mailboxes full of mails beside the contacts of Dynamics, and all that follows from it. */
export interface MailsWorld {
  readonly mailboxes: readonly (Person & { readonly provider: Provider })[];
  /** Contacts of Dynamics. */
  readonly contacts: readonly {
    readonly firstname: string;
    readonly lastname: string;
    readonly emailaddress1: string;
  }[];
  /** Mails of all mailboxes. */
  readonly mails: number;
  /** Puts the mailboxes with their mails into a sandbox. */
  fill(sandbox: NylasSandbox): void;
}

export interface ExpectedMails {
  /** Message-IDs of those that belong on a timeline, each once. */
  readonly logged: ReadonlySet<string>;
  /** Of these, how many are in a second mailbox as well. */
  readonly again: number;
  readonly leftOut: Readonly<Record<LeftOut, number>>;
}

/**
 * Of ten mails, one is in another mailbox as well, and four are a conversation. Some are with people whom Dynamics does not know, with
 * machines or among colleagues, and some were deleted: these belong on no timeline.
 * @param size mails of all mailboxes; of each, a multiple of ten
 */
export function mailsWorld(size: number, count: number): MailsWorld {
  const each = Math.ceil(size / count / 10) * 10;
  const mailboxes = Array.from({ length: count }, (_, index) => ({
    email: USERS[index] ?? `mailbox.${index}${OURS}`,
    name: `Mailbox ${index}`,
    provider: PROVIDERS[index % PROVIDERS.length]!,
  }));
  return {
    mailboxes,
    mails: each * count,
    contacts: Array.from({ length: PEOPLE }, (_, number) => number)
      .filter((number) => kindOf(number) === "contact")
      .map((number) => ({
        firstname: "Person",
        lastname: String(number),
        emailaddress1: person(number).email,
      })),
    fill(sandbox) {
      const newest = Math.floor(sandbox.now().getTime() / 1_000) - NEWEST_AGE_S;
      mailboxes.forEach((owner, index) => {
        const mailbox = sandbox.connect(owner, true);
        const mails = bulkMail({
          ...{ index, mailboxes: count, owner, person, people: PEOPLE, size: each, newest },
          inbox: mailbox.folderFor("\\Inbox")!,
          sent: mailbox.folderFor("\\Sent")!,
        });
        mailbox.fill(someDeleted(mails, mailbox.folderFor("\\Trash")!));
      });
    },
  };
}

type Kind = "contact" | "stranger" | "machine" | "colleague";

function kindOf(number: number): Kind {
  const place = number % PERIOD;
  if (STRANGERS.includes(place)) return "stranger";
  if (MACHINES.includes(place)) return "machine";
  return COLLEAGUES.includes(place) ? "colleague" : "contact";
}

const ADDRESS: Readonly<Record<Kind, (number: number) => string>> = {
  contact: (number) => `person.${number}@customer.example`,
  stranger: (number) => `stranger.${number}@elsewhere.example`,
  machine: (number) => `no-reply@shop-${number}.example`,
  colleague: (number) => `colleague.${number}${OURS}`,
};

function person(number: number): Person {
  return { name: `Person ${number}`, email: ADDRESS[kindOf(number)](number) };
}

function someDeleted(bulk: Bulk, trash: string): Bulk {
  return {
    ...bulk,
    at(place) {
      const mail = bulk.at(place);
      return place % DELETED_EVERY === DELETED_AT ? { ...mail, folders: [trash] } : mail;
    },
  };
}

/** What belongs on a timeline of the mails that a sandbox holds, all of which are gone through. */
export function expectedMails(sandbox: NylasSandbox): ExpectedMails {
  const logged = new Set<string>();
  const leftOut = { junk: 0, internal: 0, noReply: 0, unknownPeople: 0 };
  let again = 0;
  for (const mailbox of sandbox.mailboxes()) {
    const trash = mailbox.folderFor("\\Trash")!;
    for (const mail of mailbox.newestFirst()) {
      const reason = leftOutFor(mail, trash);
      if (reason) leftOut[reason] += 1;
      else if (logged.has(mail.messageId!)) again += 1;
      else logged.add(mail.messageId!);
    }
  }
  return { logged, again, leftOut };
}

function leftOutFor({ folders, from, to }: Mail, trash: string): LeftOut | null {
  if (folders.includes(trash)) return "junk";
  const all = [...from, ...to].map(({ email }) => email);
  if (all.every((address) => address.endsWith(OURS))) return "internal";
  if (from.some(({ email }) => email.startsWith("no-reply@"))) return "noReply";
  return all.some((address) => address.endsWith("@customer.example")) ? null : "unknownPeople";
}
