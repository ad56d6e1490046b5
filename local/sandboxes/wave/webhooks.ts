import { Deliveries, postJson, type Job } from "../deliveries";
import type { WaveContact } from "./contact";
import { newEventId } from "./ids";
import type { ContactEventType } from "./store";
import type { Subscription } from "./subscriptions";
import { Subscriptions } from "./subscriptions";
import type { WaveEvent } from "./webhook-body";
import { sign, webhookBody } from "./webhook-body";

/** Three attempts in all. Assumed, as everything about Wave's webhooks. */
const RULES = {
  retryAfter: [250, 1000],
  isRetried: (status: number | null) => status === null || status >= 500 || status === 429,
};

/** What became of an event, for the control page and tests. */
export interface Delivery {
  readonly eventId: string;
  readonly type: ContactEventType;
  readonly contactId: string;
  readonly url: string;
  readonly attempts: number;
  /** The last answer's status; null when there was none. */
  readonly status: number | null;
}

/** Tells subscribers what changed, the changes of one contact in order. */
export class Webhooks extends Deliveries {
  readonly subscriptions = new Subscriptions();
  readonly deliveries: Delivery[] = [];

  constructor(private readonly now: () => Date = () => new Date()) {
    super(RULES);
  }

  publish(type: ContactEventType, contact: WaveContact): void {
    const event = { id: newEventId(), type, occurredAt: this.now().toISOString(), contact };
    this.submit(() =>
      this.subscriptions
        .list()
        .filter(({ events }) => events.includes(type))
        .map((subscription) => this.job(subscription, event)),
    );
  }

  override clear(): void {
    super.clear();
    this.subscriptions.clear();
    this.deliveries.length = 0;
  }

  private job(subscription: Subscription, event: WaveEvent): Job {
    const { id: eventId, type, contact } = event;
    const { id: receiver, url } = subscription;
    return {
      receiver,
      inOrder: contact.id,
      send: () => this.attempt(subscription, event),
      done: (attempts, status) =>
        this.deliveries.push({ eventId, type, contactId: contact.id, url, attempts, status }),
    };
  }

  private attempt({ format, secret, url }: Subscription, event: WaveEvent): Promise<number | null> {
    const body = webhookBody(event, format);
    const timestamp = String(Math.floor(this.now().getTime() / 1000));
    const headers = {
      "x-wave-event-id": event.id,
      "x-wave-timestamp": timestamp,
      "x-wave-signature": sign(secret, timestamp, body),
    };
    return postJson(url, headers, body);
  }
}
