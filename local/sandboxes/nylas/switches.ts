import { NO_TROUBLE, SwitchBoard, type Trouble } from "../switches";
import { failed, throttled, unavailable } from "./errors";

/** What Nylas' documentation leaves open, and what can go wrong: all of it can be set. */
export interface Switches extends Trouble {
  /** Whether `subject` looks at case: one page says yes, another no. */
  readonly subjectCase: "matters" | "ignored";
  /** Searches by `any_email` in Microsoft's mailboxes leave out every third hit. */
  readonly incompleteSearch: boolean;
  /** The next so many mails of mailboxes that send are kept without a Message-ID, as some copies in Sent are. */
  readonly sentWithoutMessageId: number;
  /** How events tell of a mail: all of it, with fields that were customised, or of a mailbox of which only metadata may be read. */
  readonly payload: "full" | "transformed" | "metadata";
  /** Bytes of JSON above which an event leaves the text out. */
  readonly truncateAbove: number;
  /** "Clean Conversations" is on: a second event comes with each mail's text as Markdown. */
  readonly cleaned: boolean;
  /** Webhooks at an address of this machine, without TLS. Nylas takes none; the sandbox does, as it is on this machine itself. */
  readonly ownAddresses: "taken" | "refused";
}

const MEGABYTE = 1_048_576;

const NO_SWITCHES: Switches = {
  ...NO_TROUBLE,
  subjectCase: "ignored",
  incompleteSearch: false,
  sentWithoutMessageId: 0,
  payload: "full",
  truncateAbove: MEGABYTE,
  cleaned: false,
  ownAddresses: "taken",
};

/** The switches of a sandbox of Nylas, all off. */
export function nylasSwitches(): SwitchBoard<Switches> {
  return new SwitchBoard(NO_SWITCHES, {
    unavailable,
    // The tier says whose limit it is; an empty `retryAfter` leaves the header out.
    throttled: (retryAfter, tier) => throttled(tier === "nylas" ? "nylas" : "provider", retryAfter),
    failed,
  });
}
