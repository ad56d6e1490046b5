const MINUTE_MS = 60_000;

/** Requests counted a minute at a time. A minute begins with the first request after the last one ended. */
export class Minute {
  private used = 0;
  private endsAt = 0;

  constructor(
    public limit: number,
    private readonly now: () => Date,
  ) {}

  /** Counts a request, if there is room for it. Gives the whole seconds to wait where there is none. */
  take(): number | undefined {
    this.turn();
    if (this.used >= this.limit) return Math.max(1, Math.ceil((this.endsAt - this.now().getTime()) / 1000));
    this.used += 1;
    return undefined;
  }

  /** Counts requests that somebody else made. */
  useElsewhere(requests: number): void {
    this.turn();
    this.used += requests;
  }

  /** How many are left, and when the minute ends (milliseconds since 1970). */
  state(): { readonly left: number; readonly endsAt: number } {
    this.turn();
    return { left: Math.max(0, this.limit - this.used), endsAt: this.endsAt };
  }

  reset(): void {
    this.used = 0;
    this.endsAt = 0;
  }

  private turn(): void {
    const at = this.now().getTime();
    if (at < this.endsAt) return;
    this.used = 0;
    this.endsAt = at + MINUTE_MS;
  }
}
