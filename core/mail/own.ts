import { isMailProvider } from "../match/comparisons/mail-providers";
import { domainOf } from "./addresses";
import type { Mail } from "./mail";

/** Who belongs to one's own company: the mailboxes, and everybody at one of its domains. */
export class OwnPeople {
  private readonly domains: ReadonlySet<string>;
  private readonly addresses: ReadonlySet<string>;

  /** A domain at which anybody gets a mailbox makes nobody a colleague. */
  constructor(mailboxes: readonly string[], domains: readonly string[]) {
    this.addresses = new Set(mailboxes.map((address) => address.toLowerCase()));
    this.domains = new Set([
      ...[...this.addresses].map(domainOf).filter((domain) => domain !== "" && !isMailProvider(domain)),
      ...domains.map((domain) => domain.trim().toLowerCase().replace(/^@/, "")),
    ]);
  }

  hasMailbox(address: string): boolean {
    return this.addresses.has(address);
  }

  /** Domains below one of ours are ours as well. */
  has(address: string): boolean {
    if (this.addresses.has(address)) return true;
    const labels = domainOf(address).split(".");
    return labels.some((_, at) => this.domains.has(labels.slice(at).join(".")));
  }
}

/** A folder for what is sent holds it, or somebody with a mailbox of ours wrote it, wherever it has been moved since. */
export function isFromMailbox({ folders, from }: Mail, own: OwnPeople): boolean {
  if (folders.some(({ kind }) => kind === "sent")) return true;
  return from.some(({ address }) => own.hasMailbox(address));
}

/**
 * Whether a mail was sent by one of us, whoever's mailbox it was found in. A colleague whose mailbox is not read, or not yet, is one of us
 * as well: what a mail is may not depend on which copy of it was seen first. A mail to oneself was sent.
 */
export function isOutgoing(mail: Mail, own: OwnPeople): boolean {
  return isFromMailbox(mail, own) || mail.from.some(({ address }) => own.has(address));
}
