import { isIP } from "node:net";
import { badRequest, notFound } from "./errors";
import type { EventType } from "./events";

/** Somebody who wants to hear of what happens. */
export interface Subscription {
  readonly id: number;
  readonly name: string;
  readonly url: string;
  readonly events: readonly EventType[];
  /** Ids; none means all campaigns, and what happens outside of them (the latter is inferred). */
  readonly campaignIds: readonly number[];
  /** Ids of fields of contacts or companies whose values come along. */
  readonly customFields: readonly string[];
  readonly enabled: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  readonly secret: string | null;
}

export type SubscriptionInput = Omit<Subscription, "id" | "createdAt" | "updatedAt">;

/** Who hears of what, in the order they subscribed. */
export class Subscriptions {
  private readonly byId = new Map<number, Subscription>();

  constructor(private readonly now: () => Date) {}

  list(): readonly Subscription[] {
    return [...this.byId.values()];
  }

  /** @throws EnginyFault 404 */
  get(id: number): Subscription {
    const found = this.byId.get(id);
    if (!found) throw notFound(`Webhook ${id} not found`);
    return found;
  }

  add(input: SubscriptionInput): Subscription {
    const at = this.now().toISOString();
    return this.put({ ...input, id: this.byId.size + 1, createdAt: at, updatedAt: at });
  }

  /** What is not named stays. @throws EnginyFault 404 */
  change(id: number, change: Partial<SubscriptionInput>): Subscription {
    return this.put({ ...this.get(id), ...change, updatedAt: this.now().toISOString() });
  }

  clear(): void {
    this.byId.clear();
  }

  private put(subscription: Subscription): Subscription {
    this.byId.set(subscription.id, subscription);
    return subscription;
  }
}

/** As the interface gives it: the secret goes in and never comes out. */
export function shownSubscription({ secret, ...rest }: Subscription) {
  return { ...rest, hasSecret: secret !== null };
}

const PRIVATE = [
  /^10\./,
  /^192\.168\./,
  /^172\.(1[6-9]|2\d|3[01])\./,
  /^169\.254\./,
  /^0\./,
  /^f[cd]/i,
  /^fe80/i,
];
const THIS_MACHINE = [/^127\./, /^::1$/];

/**
 * Private addresses are refused. This machine's own are taken unless they are to be refused, too: the sandbox is on it, and so is who listens.
 * @throws EnginyFault 400
 */
export function requirePublic(url: string, refused: boolean): void {
  const { hostname } = new URL(url);
  const host = hostname.replace(/^\[|\]$/g, "");
  const is = (patterns: readonly RegExp[]) => isIP(host) !== 0 && patterns.some((each) => each.test(host));
  const isLocal = host === "localhost" || is(THIS_MACHINE);
  if (is(PRIVATE) || (isLocal && refused)) throw badRequest(`url: ${host} is a private address`);
}
