import type { MailAddress } from "./addresses";
import { everybodyIn, type Mail } from "./mail";
import { isOutgoing, type OwnPeople } from "./own";
import type { MailPolicy } from "./policy";
import type { MailReason } from "./reasons";

/** A row that an address belongs to. */
export interface AddressHolder {
  readonly table: string;
  readonly id: string;
  /** A contact's account. */
  readonly accountId?: string;
}

/** Whose addresses these are, in lower case. One that is not there is nobody's. */
export type HoldersOf = ReadonlyMap<string, readonly AddressHolder[]>;

export type MailRole = "from" | "to" | "cc" | "bcc";

/** Somebody who takes part: the row her address belongs to, else the address. */
export type MailParty = { readonly role: MailRole } & (
  { readonly row: { readonly table: string; readonly id: string } } | { readonly address: string }
);

/** Whom a mail is about, as far as its addresses say. `person`: she alone is meant. `company`: several of one account are. */
export type About =
  | { readonly kind: "person"; readonly holder: AddressHolder }
  | { readonly kind: "company"; readonly accountId: string }
  | { readonly kind: "several" | "nobody" };

/** What becomes of a mail. */
export type MailDecision =
  | { readonly log: false; readonly reason: MailReason }
  | {
      readonly log: true;
      readonly outgoing: boolean;
      readonly parties: readonly MailParty[];
      readonly about: About;
      /** Whom a row is to be made for first, by policy: nobody who takes part is known. */
      readonly stranger: MailAddress | null;
    };

const USERS = "systemuser";

/**
 * Whether and how a mail that no filter has left out is logged. An address that several rows have makes all of them take part; whom the
 * mail is about is never guessed from them.
 */
export function decideAbout(
  mail: Mail,
  policy: MailPolicy,
  own: OwnPeople,
  holders: HoldersOf,
): MailDecision {
  const isOurs = ({ address }: MailAddress) =>
    own.has(address) || (holders.get(address) ?? []).some(({ table }) => table === USERS);
  const outside = everybodyIn(mail).filter((each) => !isOurs(each));
  if (outside.length === 0 && policy.internal === "skip") return { log: false, reason: "internal" };
  const outgoing = isOutgoing(mail, own) || mail.from.some(isOurs);
  const known = outside.some(({ address }) => holders.has(address));
  if (!known && outside.length > 0 && policy.unknown === "skip")
    return { log: false, reason: "unknownPeople" };
  const others = counterparts(mail, outgoing).filter((each) => !isOurs(each));
  const makes = policy.unknown === "contact" || policy.unknown === "lead";
  return {
    log: true,
    outgoing,
    parties: partiesOf(mail, holders),
    about: aboutWhom(others, holders),
    stranger: !known && makes ? (others[0] ?? outside[0] ?? null) : null,
  };
}

/** Who is on the other side: the sender, or whom it was written to first of all. */
function counterparts({ bcc, cc, from, to }: Mail, outgoing: boolean): readonly MailAddress[] {
  if (!outgoing) return from;
  return [to, cc, bcc].find((some) => some.length > 0) ?? [];
}

function aboutWhom(others: readonly MailAddress[], holders: HoldersOf): About {
  const found = new Map(
    others.flatMap(({ address }) =>
      (holders.get(address) ?? []).map((holder) => [`${holder.table}/${holder.id}`, holder] as const),
    ),
  );
  const [first, ...more] = [...found.values()];
  if (!first) return { kind: "nobody" };
  if (more.length === 0) return { kind: "person", holder: first };
  const accounts = new Set([first, ...more].map(accountOf));
  const [account] = accounts;
  return accounts.size === 1 && account !== undefined
    ? { kind: "company", accountId: account }
    : { kind: "several" };
}

function accountOf({ accountId, id, table }: AddressHolder): string | undefined {
  return table === "account" ? id : accountId;
}

/** Everybody in each role; whoever has no row takes part by her address. */
export function partiesOf(mail: Mail, holders: HoldersOf): readonly MailParty[] {
  return (["from", "to", "cc", "bcc"] as const).flatMap((role) => {
    const rows = new Set<string>();
    return mail[role].flatMap(({ address }): readonly MailParty[] => {
      const found = holders.get(address) ?? [];
      if (found.length === 0) return [{ role, address }];
      return found.flatMap(({ id, table }) => {
        // Two addresses of one person are still one person.
        const name = `${table}/${id}`;
        if (rows.has(name)) return [];
        rows.add(name);
        return [{ role, row: { table, id } }];
      });
    });
  });
}
