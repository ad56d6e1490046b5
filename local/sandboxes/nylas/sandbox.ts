import { uuidV5 } from "../../../core/ids/uuid-v5";
import { SandboxClock } from "../clock";
import { Trace } from "../trace";
import type { Bulk } from "./bulk";
import { expired, notBuilt, notFound } from "./errors";
import { grantEvent, mailEvents, type MailHappened } from "./events";
import type { Language } from "./folder";
import type { Grant, Provider } from "./grant";
import { MailboxLimits } from "./limits";
import type { Person } from "./mail";
import { MailIds } from "./mail-ids";
import { Mailbox } from "./mailbox";
import { PostOffice, type NewMail } from "./post-office";
import { nylasSwitches } from "./switches";
import { Webhooks } from "./webhooks";

/** The key the sandbox takes unless told otherwise. It guards samples only. */
export const NYLAS_SANDBOX_KEY = "nyk_local_nylas_key";

/** Ids of grants follow from their addresses, so that a demo has the same ones each time. */
const GRANTS = "6f0c0000-0000-4000-8000-000000000000";

export interface NylasSandboxOptions {
  readonly keys?: readonly string[];
  readonly now?: () => Date;
  /** Milliseconds between attempts to deliver an event. */
  readonly retryAfter?: readonly number[];
}

export interface NewMailbox extends Person {
  readonly provider: Provider;
  readonly language?: Language;
  /** Mails it holds besides those that were sent here. */
  readonly bulk?: Bulk;
}

/** What is there at first. */
export interface NylasSamples {
  readonly mailboxes: readonly NewMailbox[];
  /** What was written before anybody listened, the oldest first. */
  readonly mails: readonly NewMail[];
  /** Whom the page offers to write as and to, mailboxes apart. */
  readonly people: readonly Person[];
}

/** A Nylas of one's own: everything the routes work on, and what tests in the same process may look into. */
export class NylasSandbox {
  readonly keys: readonly string[];
  readonly clock: SandboxClock;
  readonly now: () => Date;
  readonly switches = nylasSwitches();
  readonly limits: MailboxLimits;
  readonly trace = new Trace();
  readonly webhooks: Webhooks;
  readonly ids = new MailIds();
  readonly post: PostOffice;
  people: readonly Person[] = [];
  private readonly byId = new Map<string, Mailbox>();

  constructor({ keys = [NYLAS_SANDBOX_KEY], now, retryAfter }: NylasSandboxOptions = {}) {
    this.keys = keys;
    this.clock = new SandboxClock(now);
    this.now = this.clock.now;
    this.limits = new MailboxLimits(this.now);
    this.webhooks = new Webhooks(this.now, retryAfter);
    this.post = new PostOffice({
      mailboxes: () => this.mailboxes(),
      ids: this.ids,
      now: this.now,
      losesMessageId: () => {
        const { sentWithoutMessageId: left } = this.switches.current;
        if (left > 0) this.switches.set({ sentWithoutMessageId: left - 1 });
        return left > 0;
      },
      happened: (happened) => this.tell(happened),
    });
  }

  mailboxes(): readonly Mailbox[] {
    return [...this.byId.values()];
  }

  /** By id or address, with or without the word for it, as the path may name it. @throws NylasFault 404 */
  grantAt(name: string): Mailbox {
    if (name.startsWith("external:")) throw notBuilt("grants by your own id");
    const plain = name.replace(/^(grant|email):/, "").toLowerCase();
    const found = this.mailboxes().find(
      ({ grant }) => grant.id === plain || grant.email.toLowerCase() === plain,
    );
    if (!found) throw notFound("Grant not found");
    return found;
  }

  /** A mailbox whose sign-in holds. @throws NylasFault 401, 404 */
  mailboxOf(name: string): Mailbox {
    const mailbox = this.grantAt(name);
    if (mailbox.grant.status === "invalid") throw expired(mailbox.grant.provider);
    return mailbox;
  }

  /** Somebody connects a mailbox: webhooks hear of it, and of all its mails, which may be a flood. */
  connect(input: NewMailbox, quietly = false): Mailbox {
    const at = this.seconds();
    const { bulk, email, language, name, provider } = input;
    const id = uuidV5(GRANTS, email.toLowerCase());
    const grant: Grant = { id, email, name, provider, status: "valid", createdAt: at, updatedAt: at };
    const mailbox = new Mailbox(grant, language);
    if (bulk) mailbox.fill(bulk);
    this.byId.set(grant.id, mailbox);
    if (!quietly) {
      this.webhooks.publish(grantEvent("created", grant, at));
      this.tellHistory(mailbox);
    }
    return mailbox;
  }

  /** All mails of a mailbox are told of once more, as after it was connected. */
  tellHistory(mailbox: Mailbox): void {
    const { grant } = mailbox;
    for (const mail of mailbox.newestFirst())
      this.tell({ what: "created", grant, mail, arrival: "historic" });
  }

  /** The sign-in of a mailbox ends, or somebody signs in again. */
  setStatus(mailbox: Mailbox, status: Grant["status"]): void {
    mailbox.grant = { ...mailbox.grant, status, updatedAt: this.seconds() };
    this.webhooks.publish(
      grantEvent(status === "valid" ? "updated" : "expired", mailbox.grant, this.seconds()),
    );
  }

  disconnect(mailbox: Mailbox): void {
    this.byId.delete(mailbox.grant.id);
    this.webhooks.publish(grantEvent("deleted", mailbox.grant, this.seconds()));
  }

  load({ mailboxes, mails, people }: NylasSamples): void {
    this.people = people;
    for (const mailbox of mailboxes) this.connect(mailbox, true);
    for (const mail of mails) this.post.send(mail, true);
  }

  /** Back to the first moment. */
  reset(): void {
    this.byId.clear();
    this.people = [];
    this.ids.clear();
    this.webhooks.clear();
    this.clock.reset();
    this.switches.clear();
    this.limits.reset();
    this.trace.clear();
  }

  private tell(happened: MailHappened): void {
    for (const event of mailEvents(happened, this.switches.current, this.seconds()))
      this.webhooks.publish(event);
  }

  private seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}
