import { notFound } from "./errors";
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
