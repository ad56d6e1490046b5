import { setTimeout as delay } from "node:timers/promises";
import type { WaveContact } from "./contact";
import { newEventId } from "./ids";
import type { ContactEventType } from "./store";
import type { Subscription } from "./subscriptions";
import { Subscriptions } from "./subscriptions";
import type { WaveEvent } from "./webhook-body";
import { sign, webhookBody } from "./webhook-body";

/** Waits between attempts, in milliseconds: three attempts in all. Assumed, as everything about Wave's webhooks. */
const RETRY_AFTER = [250, 1000];

/**
 * Deliveries to one receiver under way at a time: a receiver that is slow once does not hold up everybody's changes, and hundreds of
 * changes a second are told without waiting for each other.
 */
const AT_A_TIME = 32;

/** A receiver that has not answered after this many milliseconds has failed the attempt. */
const DEADLINE = 10_000;

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

/** Tells subscribers what changed, the changes of one contact in order, and can be made to do it badly. */
export class Webhooks {
  readonly subscriptions = new Subscriptions();
  readonly deliveries: Delivery[] = [];
  /** The next so many deliveries are made twice. */
  duplicateNext = 0;
  private held: WaveEvent[] | null = null;
  private readonly queues = new Map<string, Promise<void>>();
  private readonly places = new Map<string, { taken: number; readonly waiting: (() => void)[] }>();

  constructor(private readonly now: () => Date = () => new Date()) {}

  publish(type: ContactEventType, contact: WaveContact): void {
    const event = { id: newEventId(), type, occurredAt: this.now().toISOString(), contact };
    if (this.held) this.held.push(event);
    else this.send(event);
  }

  /** Keeps events back from now on. */
  hold(): void {
    this.held ??= [];
  }

  /** Sends what was kept back, last first when `reverse`. */
  release(reverse = false): void {
    const held = this.held ?? [];
    this.held = null;
    for (const event of reverse ? held.reverse() : held) this.send(event);
  }

  /** Resolves when every event has been delivered or given up. */
  async idle(): Promise<void> {
    for (let waiting = [...this.queues.values()]; waiting.length > 0; waiting = [...this.queues.values()]) {
      await Promise.all(waiting);
    }
  }

  clear(): void {
    this.subscriptions.clear();
    this.deliveries.length = 0;
    this.duplicateNext = 0;
    this.held = null;
  }

  private send(event: WaveEvent): void {
    for (const subscription of this.subscriptions.list()) {
      if (!subscription.events.includes(event.type)) continue;
      const times = this.duplicateNext > 0 ? 2 : 1;
      if (times === 2) this.duplicateNext -= 1;
      for (let i = 0; i < times; i++) this.enqueue(subscription, event);
    }
  }

  private enqueue(subscription: Subscription, event: WaveEvent): void {
    const key = `${subscription.id}/${event.contact.id}`;
    const before = this.queues.get(key) ?? Promise.resolve();
    const done = before.then(() => this.inTurn(subscription.id, () => this.deliver(subscription, event)));
    this.queues.set(key, done);
    void done.finally(() => {
      if (this.queues.get(key) === done) this.queues.delete(key);
    });
  }

  /** Waits for one of the receiver's places. First come, first served. */
  private async inTurn(receiver: string, work: () => Promise<void>): Promise<void> {
    const places = this.places.get(receiver) ?? { taken: 0, waiting: [] };
    this.places.set(receiver, places);
    if (places.taken >= AT_A_TIME) await new Promise<void>((resolve) => places.waiting.push(resolve));
    else places.taken += 1;
    try {
      await work();
    } finally {
      const next = places.waiting.shift();
      if (next) next();
      else places.taken -= 1;
    }
  }

  private async deliver(subscription: Subscription, event: WaveEvent): Promise<void> {
    let attempts = 0;
    let status: number | null = null;
    for (const wait of [0, ...RETRY_AFTER]) {
      await delay(wait);
      attempts += 1;
      status = await this.attempt(subscription, event);
      if (status !== null && status < 500 && status !== 429) break;
    }
    const { id, type, contact } = event;
    this.deliveries.push({
      eventId: id,
      type,
      contactId: contact.id,
      url: subscription.url,
      attempts,
      status,
    });
  }

  private async attempt(subscription: Subscription, event: WaveEvent): Promise<number | null> {
    const body = webhookBody(event, subscription.format);
    const timestamp = String(Math.floor(this.now().getTime() / 1000));
    try {
      const answer = await fetch(subscription.url, {
        method: "POST",
        headers: {
          "content-type": "application/json",
          "x-wave-event-id": event.id,
          "x-wave-timestamp": timestamp,
          "x-wave-signature": sign(subscription.secret, timestamp, body),
        },
        body,
        signal: AbortSignal.timeout(DEADLINE),
      });
      await answer.body?.cancel();
      return answer.status;
    } catch {
      return null;
    }
  }
}
