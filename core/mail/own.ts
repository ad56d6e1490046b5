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

/**
 * Whether a mail was sent by one of us: a folder for what is sent says so, or the sender's address, wherever the mail has been moved since
 * and whoever's mailbox it was found in. A mail to oneself was sent.
 */
export function isOutgoing({ folders, from }: Mail, own: OwnPeople): boolean {
  if (folders.some(({ kind }) => kind === "sent")) return true;
  return from.some(({ address }) => own.hasMailbox(address));
}
