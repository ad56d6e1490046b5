/** Amounts of the last `lengthMs`, in buckets: exact enough for a limit, and small whatever the traffic. */
export class SlidingWindow {
  private readonly buckets = new Map<number, number>();
  private readonly bucketMs: number;
  private sum = 0;

  /** @param lengthMs length of the window; counted in hundredths of it, at least one millisecond each. */
  constructor(private readonly lengthMs: number) {
    this.bucketMs = Math.max(1, Math.floor(lengthMs / 100));
  }

  add(amount: number, now: number): void {
    this.forget(now);
    const bucket = Math.floor(now / this.bucketMs);
    this.buckets.set(bucket, (this.buckets.get(bucket) ?? 0) + amount);
    this.sum += amount;
  }

  total(now: number): number {
    this.forget(now);
    return this.sum;
  }

  /** Milliseconds until the total has fallen below `limit`. */
  untilBelow(limit: number, now: number): number {
    this.forget(now);
    let left = this.sum;
    for (const [bucket, amount] of this.buckets) {
      if (left < limit) break;
      left -= amount;
      if (left < limit) return Math.max(0, (bucket + 1) * this.bucketMs + this.lengthMs - now);
    }
    return 0;
  }

  private forget(now: number): void {
    const oldest = Math.floor((now - this.lengthMs) / this.bucketMs);
    for (const [bucket, amount] of this.buckets) {
      // Buckets are kept in the order of time.
      if (bucket >= oldest) return;
      this.buckets.delete(bucket);
      this.sum -= amount;
    }
  }
}
