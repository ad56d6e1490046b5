/** How many at once, and how many a second after that. */
export interface Allowance {
  readonly burst: number;
  readonly perSecond: number;
}

/** Names that are remembered at most; the one that was quiet for longest is forgotten first. */
const MOST_NAMES = 10_000;

/** A bucket of tokens for each name: it fills slowly, and each event takes one out. Memory is bounded, whoever calls. */
export class TokenBuckets {
  private readonly buckets = new Map<string, { tokens: number; at: number }>();

  /** @param now milliseconds of a clock that never steps */
  constructor(
    private readonly allowance: Allowance,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** Takes a token. False when there is none left. */
  take(name: string): boolean {
    const bucket = this.filled(name);
    this.buckets.delete(name);
    this.buckets.set(name, bucket);
    if (this.buckets.size > MOST_NAMES) this.buckets.delete(this.buckets.keys().next().value!);
    if (bucket.tokens < 1) return false;
    bucket.tokens -= 1;
    return true;
  }

  /** Whether there is no token left; takes none. */
  isEmpty(name: string): boolean {
    return this.filled(name).tokens < 1;
  }

  private filled(name: string): { tokens: number; at: number } {
    const { burst, perSecond } = this.allowance;
    const now = this.now();
    const known = this.buckets.get(name);
    if (!known) return { tokens: burst, at: now };
    known.tokens = Math.min(burst, known.tokens + ((now - known.at) / 1000) * perSecond);
    known.at = now;
    return known;
  }
}
