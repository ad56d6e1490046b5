import type { AccountInput, FrontStore } from "../local/sandboxes/front";

/** Front's largest page. */
const PAGE = 100;

/** Accounts of Dynamics beside what Front holds of them at first; all that follows from it is known. */
export interface AccountsWorld {
  /** The row of an account. */
  row(at: number): { readonly name: string; readonly websiteurl: string; readonly description: string };
  /** What Front holds at first. */
  readonly inFront: readonly AccountInput[];
  readonly counts: { readonly created: number; readonly updated: number; readonly unchanged: number };
  /** Requests without which it cannot be done: pages of the list, and one or two for each difference. */
  readonly necessary: {
    readonly pages: number;
    readonly creations: number;
    readonly changes: number;
    /** Front replaces all domains at once: they are read before. */
    readonly readBefore: number;
    readonly total: number;
  };
}

/**
 * Of ten accounts, Front holds three: one is as in Dynamics, one has another description, one lacks its domain. As many of Front's
 * accounts as one in ten belong to nobody in Dynamics.
 */
export function accountsWorld(size: number): AccountsWorld {
  const row = (at: number) => ({
    name: `Account ${at} GmbH`,
    websiteurl: `https://www.account-${at}.com/`,
    description: `The account number ${at}, as Dynamics knows it.`,
  });
  const inFront: AccountInput[] = [];
  const counts = { created: 0, updated: 0, unchanged: 0 };
  for (let at = 0; at < size; at++) {
    const { name, description } = row(at);
    const domains = [`account-${at}.com`];
    const known = at % 10;
    if (known === 0) inFront.push({ name, description, domains });
    if (known === 1) inFront.push({ name: name.toUpperCase(), description, domains });
    if (known === 2) inFront.push({ name, description, domains: [] });
    if (known === 3) inFront.push({ name: `Nobody ${at}`, description, domains: [`nobody-${at}.com`] });
    if (known === 0) counts.unchanged += 1;
    else if (known <= 2) counts.updated += 1;
    else counts.created += 1;
  }
  const pages = Math.ceil(inFront.length / PAGE);
  const readBefore = inFront.filter(({ domains = [] }) => domains.length === 0).length;
  const total = pages + counts.created + counts.updated + readBefore;
  return {
    row,
    inFront,
    counts,
    necessary: { pages, creations: counts.created, changes: counts.updated, readBefore, total },
  };
}

export function fillFront(store: FrontStore, { inFront }: AccountsWorld): void {
  for (const account of inFront) store.create(account);
}
