/** The three service protection limits, each per user (developer/data-platform/api-limits). */
export interface ServiceProtectionLimits {
  /** Requests in the window. */
  readonly requests: number;
  /** Combined execution time in the window, milliseconds. */
  readonly executionMs: number;
  /** Requests at the same time. */
  readonly concurrent: number;
  /** Length of the sliding window, milliseconds. */
  readonly windowMs: number;
}

/** The platform's documented defaults; an environment may have more. */
export const DEFAULT_LIMITS: ServiceProtectionLimits = {
  requests: 6000,
  executionMs: 20 * 60 * 1000,
  concurrent: 52,
  windowMs: 5 * 60 * 1000,
};

/** A request that was let in. */
export interface Admission {
  /** `x-ms-ratelimit-*` headers of the answer. */
  readonly headers: Readonly<Record<string, string>>;
  /** Must be called once, when the answer is sent; `executionMs` is charged to the user. */
  end(executionMs: number): void;
}
