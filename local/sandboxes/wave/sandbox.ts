import { waveFaults } from "./faults";
import { IdempotencyKeys } from "./idempotency";
import type { RateLimit } from "./rate-limit";
import { DEFAULT_RATE_LIMIT, RateLimiter } from "./rate-limit";
import { WaveStore } from "./store";
import { Trace } from "../trace";
import { Webhooks } from "./webhooks";

/** The key the sandbox takes unless told otherwise. It guards samples only. */
export const SANDBOX_API_KEY = "local-wave-key";

export interface WaveSandboxOptions {
  /** API keys that are let in. */
  readonly apiKeys?: readonly string[];
  readonly rateLimit?: RateLimit;
  /** The clock, for tests that hold time in their hands. */
  readonly now?: () => Date;
}

/** A Wave of one's own: everything the routes work on, and what tests in the same process may look into. */
export class WaveSandbox {
  readonly store: WaveStore;
  readonly webhooks: Webhooks;
  readonly limiter: RateLimiter;
  readonly faults = waveFaults();
  readonly idempotency = new IdempotencyKeys();
  readonly trace = new Trace();
  readonly apiKeys: readonly string[];
  readonly now: () => Date;
  private readonly rateLimit: RateLimit;

  constructor(options: WaveSandboxOptions = {}) {
    this.now = options.now ?? (() => new Date());
    this.apiKeys = options.apiKeys ?? [SANDBOX_API_KEY];
    this.rateLimit = options.rateLimit ?? DEFAULT_RATE_LIMIT;
    this.store = new WaveStore(this.now);
    this.webhooks = new Webhooks(this.now);
    this.limiter = new RateLimiter(this.rateLimit, this.now);
    this.store.onChange((type, contact) => this.webhooks.publish(type, contact));
  }

  /** Back to the first moment: no contacts, no faults, no subscribers. */
  reset(): void {
    this.store.clear();
    this.webhooks.clear();
    this.faults.clear();
    this.idempotency.clear();
    this.trace.clear();
    this.limiter.setLimit(this.rateLimit);
  }
}
