export interface BackOff {
  /** The pause after the first attempt; twice as long after each that follows, */
  readonly firstMs: number;
  /** and never longer than this, unless whoever refused us asks for more. */
  readonly longestMs: number;
}

/**
 * How long to wait before the next attempt.
 * @param attempts made so far
 * @param askedMs what whoever refused us asked for
 */
export function backOff({ firstMs, longestMs }: BackOff, attempts: number, askedMs = 0): number {
  return Math.max(askedMs, Math.min(firstMs * 2 ** (attempts - 1), longestMs));
}
