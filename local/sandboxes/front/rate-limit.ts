import { Minute } from "../minute";
import { throttled } from "./errors";

/** What every answer says of the limit. */
export type LimitHeaders = {
  readonly "x-ratelimit-limit": string;
  readonly "x-ratelimit-remaining": string;
  readonly "x-ratelimit-reset": string;
};

/** Requests a minute of a whole company, whoever makes them. */
export class CompanyLimit {
  private readonly minute: Minute;

  constructor(perMinute: number, now: () => Date) {
    this.minute = new Minute(perMinute, now);
  }

  get perMinute(): number {
    return this.minute.limit;
  }

  set perMinute(limit: number) {
    this.minute.limit = limit;
  }

  /** Counts a request. @throws FrontFault 429 */
  take(): LimitHeaders {
    const wait = this.minute.take();
    if (wait !== undefined) throw throttled(String(wait));
    return this.headers();
  }

  /** Somebody else of the company uses the interface, too. */
  useElsewhere(requests: number): void {
    this.minute.useElsewhere(requests);
  }

  headers(): LimitHeaders {
    const { left, endsAt } = this.minute.state();
    return {
      "x-ratelimit-limit": String(this.perMinute),
      "x-ratelimit-remaining": String(left),
      "x-ratelimit-reset": (endsAt / 1000).toFixed(3),
    };
  }

  reset(): void {
    this.minute.reset();
  }
}
