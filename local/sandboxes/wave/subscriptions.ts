import type { ContactEventType } from "./store";
import type { WebhookFormat } from "./webhook-body";

/** Somebody who wants to hear of changes. */
export interface Subscription {
  readonly id: string;
  readonly url: string;
  readonly secret: string;
  readonly format: WebhookFormat;
  readonly events: readonly ContactEventType[];
}

/** Who hears of changes, in the order they subscribed. */
export class Subscriptions {
  private readonly byId = new Map<string, Subscription>();
  private count = 0;

  add(input: Omit<Subscription, "id">): Subscription {
    const subscription = { id: `whk_${++this.count}`, ...input };
    this.byId.set(subscription.id, subscription);
    return subscription;
  }

  remove(id: string): boolean {
    return this.byId.delete(id);
  }

  list(): Subscription[] {
    return [...this.byId.values()];
  }

  clear(): void {
    this.byId.clear();
  }
}
