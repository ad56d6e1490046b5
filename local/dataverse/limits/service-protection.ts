import { tooManyAtOnce, tooManyRequests, tooMuchTime } from "./errors";
import { SlidingWindow } from "./sliding-window";
import { DEFAULT_LIMITS, type Admission, type ServiceProtectionLimits } from "./types";

interface Usage {
  readonly requests: SlidingWindow;
  readonly execution: SlidingWindow;
  running: number;
  /** Refusals since the last request that was let in: who keeps pushing waits longer. */
  refused: number;
}

/** Each refusal in a row makes the wait this much longer, up to {@link MAX_EXTRA_SECONDS}. */
const EXTRA_SECONDS_PER_REFUSAL = 1;
const MAX_EXTRA_SECONDS = 60;
/** As the platform writes seconds; making one for every answer took longer than counting. */
const SECONDS = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2 });
/** A slot frees as soon as any request ends, so the wait is short. */
const CONCURRENCY_RETRY_SECONDS = 1;

/** Counts each user's requests, as one web server does, and refuses what exceeds the limits with 429. */
export class ServiceProtection {
  private readonly users = new Map<string, Usage>();
  private readonly limits: ServiceProtectionLimits;

  /** @param now milliseconds; give a virtual clock to tests and simulations. */
  constructor(
    limits: Partial<ServiceProtectionLimits> = {},
    private readonly now: () => number = Date.now,
  ) {
    this.limits = { ...DEFAULT_LIMITS, ...limits };
  }

  /** Lets a request of this user in, or throws the 429 fault with `Retry-After`. */
  admit(userId: string): Admission {
    const usage = this.usageOf(userId);
    const now = this.now();
    this.refuse(usage, now);
    usage.refused = 0;
    usage.running++;
    usage.requests.add(1, now);
    let ended = false;
    return {
      headers: this.headers(usage, now),
      end: (executionMs) => {
        if (ended) return;
        ended = true;
        usage.running--;
        usage.execution.add(executionMs, this.now());
      },
    };
  }

  private refuse(usage: Usage, now: number): void {
    const { limits } = this;
    if (usage.running >= limits.concurrent)
      throw tooManyAtOnce(limits, this.wait(usage, CONCURRENCY_RETRY_SECONDS));
    if (usage.requests.total(now) >= limits.requests) {
      throw tooManyRequests(limits, this.wait(usage, usage.requests.untilBelow(limits.requests, now) / 1000));
    }
    if (usage.execution.total(now) >= limits.executionMs) {
      throw tooMuchTime(limits, this.wait(usage, usage.execution.untilBelow(limits.executionMs, now) / 1000));
    }
  }

  private wait(usage: Usage, seconds: number): number {
    const extra = Math.min(usage.refused * EXTRA_SECONDS_PER_REFUSAL, MAX_EXTRA_SECONDS);
    usage.refused++;
    return seconds + extra;
  }

  private headers(usage: Usage, now: number): Readonly<Record<string, string>> {
    const left = Math.max(0, this.limits.executionMs - usage.execution.total(now)) / 1000;
    return {
      "x-ms-ratelimit-burst-remaining-xrm-requests": String(this.limits.requests - usage.requests.total(now)),
      "x-ms-ratelimit-time-remaining-xrm-requests": SECONDS.format(left),
    };
  }

  private usageOf(userId: string): Usage {
    let usage = this.users.get(userId);
    if (usage === undefined) {
      const window = this.limits.windowMs;
      usage = {
        requests: new SlidingWindow(window),
        execution: new SlidingWindow(window),
        running: 0,
        refused: 0,
      };
      this.users.set(userId, usage);
    }
    return usage;
  }
}
