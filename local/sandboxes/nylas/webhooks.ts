import { createHmac } from "node:crypto";
import { gzipSync } from "node:zlib";
import { Deliveries, postJson, type Job } from "../deliveries";
import { envelope, type NylasEvent } from "./events";
import { Subscriptions, type Subscription } from "./subscriptions";
import { WebhookHealth } from "./webhook-health";

/** Answers after which a delivery is tried again; one that does not come as well. 400 and 500 are not among them. */
const RETRIED: ReadonlySet<number> = new Set([408, 429, 502, 503, 504, 507]);

/** Three attempts in all: milliseconds between them. Nylas' last one comes ten to twenty minutes after the first; the sandbox does not take that long. */
const RETRY_AFTER: readonly number[] = [300, 1200];

/** A delivery as the page shows it. */
export interface LoggedAttempt {
  readonly at: string;
  readonly webhookId: string;
  readonly type: string;
  readonly attempt: number;
  readonly status: number | null;
}

/** As many attempts are remembered. */
const KEPT = 500;

/** Tells subscribers what happened. In which order events arrive, nobody promises. */
export class Webhooks extends Deliveries {
  readonly subscriptions: Subscriptions;
  readonly log: LoggedAttempt[] = [];
  private readonly health = new Map<string, WebhookHealth>();

  constructor(
    private readonly now: () => Date,
    retryAfter = RETRY_AFTER,
  ) {
    super({ retryAfter, isRetried: (status) => status === null || RETRIED.has(status) });
    this.subscriptions = new Subscriptions(now);
  }

  publish(event: NylasEvent): void {
    this.submit(() =>
      this.subscriptions
        .list()
        .filter((subscription) => wants(subscription, event))
        .map((subscription) => this.job(subscription, event)),
    );
  }

  /** It was switched on again: what was before does not count. */
  restart(webhookId: string): void {
    this.health.delete(webhookId);
  }

  override clear(): void {
    super.clear();
    this.subscriptions.clear();
    this.health.clear();
    this.log.length = 0;
  }

  private job({ compressed, id, url }: Subscription, event: NylasEvent): Job {
    return {
      receiver: id,
      inOrder: event.id,
      send: async (attempt) => {
        // The secret is the one of this moment: a rotated one counts at once.
        const { secret } = this.subscriptions.find(id) ?? {};
        if (secret === undefined) return 200;
        const status = await deliver(url, secret, envelope(event, attempt), compressed);
        this.note(id, event.type, attempt, status);
        return status;
      },
    };
  }

  private note(webhookId: string, type: string, attempt: number, status: number | null): void {
    const at = this.now();
    this.log.push({ at: at.toISOString(), webhookId, type, attempt, status });
    if (this.log.length > KEPT) this.log.splice(0, this.log.length - KEPT);
    const subscription = this.subscriptions.find(webhookId);
    if (!subscription || subscription.status === "pause") return;
    const health = this.health.get(webhookId) ?? new WebhookHealth();
    this.health.set(webhookId, health);
    const next = health.note(status === 200, at.getTime());
    if (next !== subscription.status) this.subscriptions.change(webhookId, { status: next });
  }
}

/** Signs the bytes that are sent, compressed ones as they are, and sends them. Gives the status; null where no answer came. */
export function deliver(
  url: string,
  secret: string,
  body: unknown,
  compressed: boolean,
): Promise<number | null> {
  const json = Buffer.from(JSON.stringify(body), "utf8");
  const bytes = compressed ? gzipSync(json) : json;
  const signature = createHmac("sha256", secret).update(bytes).digest("hex");
  return postJson(
    url,
    { "x-nylas-signature": signature, ...(compressed ? { "content-encoding": "gzip" } : {}) },
    bytes,
  );
}

function wants({ status, triggers }: Subscription, { trigger, type }: NylasEvent): boolean {
  return (
    (status === "active" || status === "failing") && (triggers.includes(trigger) || triggers.includes(type))
  );
}
