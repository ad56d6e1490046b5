import { randomBytes, randomUUID } from "node:crypto";
import { notFound } from "./errors";
import type { Shown } from "./shown-message";

export type WebhookStatus = "active" | "pause" | "failing" | "failed";

/** Somebody who wants to hear of what happens. */
export interface Subscription {
  readonly id: string;
  readonly description: string;
  readonly triggers: readonly string[];
  readonly url: string;
  readonly secret: string;
  readonly status: WebhookStatus;
  readonly emails: readonly string[];
  readonly compressed: boolean;
  /** Seconds since 1970. */
  readonly createdAt: number;
  readonly updatedAt: number;
  readonly statusUpdatedAt: number;
}

export type SubscriptionInput = Pick<
  Subscription,
  "description" | "triggers" | "url" | "emails" | "compressed" | "status"
>;

/** Who hears of what, in the order they subscribed. */
export class Subscriptions {
  private readonly byId = new Map<string, Subscription>();

  constructor(private readonly now: () => Date) {}

  list(): readonly Subscription[] {
    return [...this.byId.values()];
  }

  find(id: string): Subscription | undefined {
    return this.byId.get(id);
  }

  /** @throws NylasFault 404 */
  get(id: string): Subscription {
    const found = this.byId.get(id);
    if (!found) throw notFound(`Webhook ${id} not found`);
    return found;
  }

  /** The secret is Nylas' own, and is told this once. */
  add(input: SubscriptionInput): Subscription {
    const at = this.seconds();
    const times = { createdAt: at, updatedAt: at, statusUpdatedAt: at };
    return this.put({ ...input, ...times, id: randomUUID(), secret: newSecret() });
  }

  /** What is not named stays. @throws NylasFault 404 */
  change(id: string, change: Partial<SubscriptionInput>): Subscription {
    const before = this.get(id);
    const at = this.seconds();
    const statusUpdatedAt = (change.status ?? before.status) === before.status ? before.statusUpdatedAt : at;
    return this.put({ ...before, ...change, updatedAt: at, statusUpdatedAt });
  }

  /** The one before is worth nothing from this moment on. @throws NylasFault 404 */
  rotate(id: string): Subscription {
    return this.put({ ...this.get(id), secret: newSecret(), updatedAt: this.seconds() });
  }

  remove(id: string): void {
    this.byId.delete(this.get(id).id);
  }

  clear(): void {
    this.byId.clear();
  }

  private put(subscription: Subscription): Subscription {
    this.byId.set(subscription.id, subscription);
    return subscription;
  }

  private seconds(): number {
    return Math.floor(this.now().getTime() / 1000);
  }
}

const newSecret = () => randomBytes(24).toString("base64url");

/** As the interface gives it: the secret comes with a new one and after it was rotated, and never again. */
export function shownWebhook(subscription: Subscription, withSecret = false): Shown {
  const { compressed, createdAt, description, emails, id, secret, status, statusUpdatedAt, triggers } =
    subscription;
  return {
    id,
    description,
    trigger_types: triggers,
    webhook_url: subscription.url,
    ...(withSecret ? { webhook_secret: secret } : {}),
    status,
    notification_email_addresses: emails,
    compressed_delivery: compressed,
    status_updated_at: statusUpdatedAt,
    created_at: createdAt,
    updated_at: subscription.updatedAt,
  };
}
