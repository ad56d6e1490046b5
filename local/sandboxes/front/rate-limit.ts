import { throttled } from "./errors";

/** What every answer says of the limit. */
export type LimitHeaders = {
  readonly "x-ratelimit-limit": string;
  readonly "x-ratelimit-remaining": string;
  readonly "x-ratelimit-reset": string;
};

const MINUTE_MS = 60_000;

/** Requests a minute of a whole company, whoever makes them. */
export class CompanyLimit {
  private used = 0;
  private endsAt = 0;

  constructor(
    public perMinute: number,
    private readonly now: () => Date,
  ) {}

  /** Counts a request. @throws FrontFault 429 */
  take(): LimitHeaders {
    this.turn();
    if (this.used >= this.perMinute)
      throw throttled(String(Math.max(1, Math.ceil((this.endsAt - this.now().getTime()) / 1000))));
    this.used += 1;
    return this.headers();
  }

  /** Somebody else of the company uses the interface, too. */
  useElsewhere(requests: number): void {
    this.turn();
    this.used += requests;
  }

  headers(): LimitHeaders {
    this.turn();
    return {
      "x-ratelimit-limit": String(this.perMinute),
      "x-ratelimit-remaining": String(Math.max(0, this.perMinute - this.used)),
      "x-ratelimit-reset": (this.endsAt / 1000).toFixed(3),
    };
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
