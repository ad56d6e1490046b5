import { throttled } from "./errors";

/** How many requests a key may make: `burst` at once, then `perSecond` steadily. */
export interface RateLimit {
  readonly perSecond: number;
  readonly burst: number;
}

/** Assumed: Wave publishes no limit. Enough for a first import, few enough that a careless loop is noticed. */
export const DEFAULT_RATE_LIMIT: RateLimit = { perSecond: 100, burst: 300 };

/** A token bucket for each key. */
export class RateLimiter {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  constructor(
    private limit: RateLimit = DEFAULT_RATE_LIMIT,
    private readonly now: () => Date = () => new Date(),
  ) {}

  setLimit(limit: RateLimit): void {
    this.limit = limit;
    this.buckets.clear();
  }

  /** Takes one token, or throws 429 with the whole seconds until the next one. */
  take(key: string): void {
    const at = this.now().getTime();
    const bucket = this.buckets.get(key) ?? { tokens: this.limit.burst, at };
    const refilled = bucket.tokens + ((at - bucket.at) / 1000) * this.limit.perSecond;
    const tokens = Math.min(this.limit.burst, refilled);
    const allowed = tokens >= 1;
    this.buckets.set(key, { tokens: allowed ? tokens - 1 : tokens, at });
    if (!allowed) throw throttled(String(Math.max(1, Math.ceil((1 - tokens) / this.limit.perSecond))));
  }
}
