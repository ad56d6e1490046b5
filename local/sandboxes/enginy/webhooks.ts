import { Deliveries, postJson, type Job } from "../deliveries";
import type { EnginyEvent, EventType } from "./events";
import { Subscriptions, type Subscription } from "./subscriptions";

/** Retries are documented, their schedule is not: three attempts, after anything but a 2xx (inferred). */
const RULES = {
  retryAfter: [250, 1000],
  isRetried: (status: number | null) => status === null || status < 200 || status >= 300,
};

/** An attempt, as the log of a webhook gives it. */
export interface LoggedAttempt {
  readonly id: number;
  readonly eventType: EventType;
  readonly statusCode: number | null;
  readonly errorMessage: string | null;
  readonly attemptNumber: number;
  readonly durationMs: number;
  readonly createdAt: string;
}

/** Tells subscribers what happened, what is about one contact in order. */
export class Webhooks extends Deliveries {
  readonly subscriptions: Subscriptions;
  private logged = new Map<number, LoggedAttempt[]>();
  private attempts = 0;

  /** @param bodyOf what is sent of an event to a subscriber */
  constructor(
    private readonly now: () => Date,
    private readonly bodyOf: (event: EnginyEvent, subscription: Subscription) => unknown,
  ) {
    super(RULES);
    this.subscriptions = new Subscriptions(now);
  }

  publish(event: EnginyEvent): void {
    this.submit(() =>
      this.subscriptions
        .list()
        .filter((subscription) => wants(subscription, event))
        .map((subscription) => this.job(subscription, event)),
    );
  }

  /** The attempts of a subscription, the latest first (inferred). */
  log(subscriptionId: number): readonly LoggedAttempt[] {
    return [...(this.logged.get(subscriptionId) ?? [])].reverse();
  }

  override clear(): void {
    super.clear();
    this.subscriptions.clear();
    this.logged.clear();
  }

  private job(subscription: Subscription, event: EnginyEvent): Job {
    const { id, secret, url } = subscription;
    // What is sent is what was true when it happened, however often it is sent.
    const body = JSON.stringify(this.bodyOf(event, subscription));
    return {
      receiver: String(id),
      inOrder: String(event.contactId),
      send: async (attemptNumber) => {
        const began = performance.now();
        const status = await postJson(url, secret === null ? {} : { "x-webhook-secret": secret }, body);
        const durationMs = Math.round(performance.now() - began);
        this.note(id, { eventType: event.eventType, statusCode: status, attemptNumber, durationMs });
        return status;
      },
    };
  }

  private note(
    subscriptionId: number,
    attempt: Omit<LoggedAttempt, "id" | "errorMessage" | "createdAt">,
  ): void {
    const { statusCode } = attempt;
    const failed = RULES.isRetried(statusCode);
    const log = this.logged.get(subscriptionId) ?? [];
    this.logged.set(subscriptionId, log);
    log.push({
      ...attempt,
      id: ++this.attempts,
      errorMessage: failed ? (statusCode === null ? "No answer" : `Answered ${statusCode}`) : null,
      createdAt: this.now().toISOString(),
    });
  }
}

function wants({ campaignIds, enabled, events }: Subscription, { campaignId, eventType }: EnginyEvent) {
  const inCampaign = campaignIds.length === 0 || (campaignId !== null && campaignIds.includes(campaignId));
  return enabled && events.includes(eventType) && inCampaign;
}
