import { throttled } from "./errors";
import type { Grant, Provider } from "./grant";

/** Nylas' own limit: requests a second for one grant. */
const PER_SECOND = 200;

/** What a provider lets one mailbox be asked. Google counts by the minute, Microsoft by ten minutes and by how many at a time. */
interface ProviderLimit {
  readonly requests: number;
  readonly withinMs: number;
  readonly atATime: number;
  /** Only Microsoft and EWS say how long to wait. */
  readonly tellsWhen: boolean;
}

const MINUTE_MS = 60_000;
const EXCHANGE = { requests: 10_000, withinMs: 10 * MINUTE_MS, atATime: 4, tellsWhen: true };
const LIMITS: Readonly<Partial<Record<Provider, ProviderLimit>>> = {
  google: { requests: 600, withinMs: MINUTE_MS, atATime: Infinity, tellsWhen: false },
  microsoft: EXCHANGE,
  ews: EXCHANGE,
};

/** Requests counted until a window ends. A window begins with the first request after the last one ended. */
class Window {
  used = 0;
  private endsAt = 0;

  /** Counts a request, if there is room. Gives the milliseconds to wait where there is none. */
  take(limit: number, withinMs: number, at: number): number | undefined {
    if (at >= this.endsAt) {
      this.used = 0;
      this.endsAt = at + withinMs;
    }
    if (this.used >= limit) return this.endsAt - at;
    this.used += 1;
    return undefined;
  }
}

/** What each mailbox may be asked, by Nylas and by whoever keeps it. */
export class MailboxLimits {
  private readonly own = new Map<string, Window>();
  private readonly provider = new Map<string, Window>();
  private readonly underWay = new Map<string, number>();
  /** The most that was ever under way at a time, by mailbox. */
  readonly most = new Map<string, number>();
  /** False: nobody counts. */
  enforced = true;

  constructor(private readonly now: () => Date) {}

  /** Counts a request. Gives how to say that it is over. @throws NylasFault 429 */
  begin({ id, provider }: Grant): () => void {
    const at = this.now().getTime();
    if (this.enforced && windowOf(this.own, id).take(PER_SECOND, 1000, at) !== undefined)
      throw throttled("nylas", "");
    const limit = LIMITS[provider];
    const underWay = this.underWay.get(id) ?? 0;
    if (this.enforced && limit) {
      if (underWay >= limit.atATime) throw throttled("provider", limit.tellsWhen ? "1" : "");
      const wait = windowOf(this.provider, id).take(limit.requests, limit.withinMs, at);
      if (wait !== undefined)
        throw throttled("provider", limit.tellsWhen ? String(Math.ceil(wait / 1000)) : "");
    }
    this.underWay.set(id, underWay + 1);
    this.most.set(id, Math.max(this.most.get(id) ?? 0, underWay + 1));
    return () => void this.underWay.set(id, this.underWay.get(id)! - 1);
  }

  /** Helpful headers of an answer. */
  headers({ id, provider }: Grant): Readonly<Record<string, string>> {
    const used = String(this.provider.get(id)?.used ?? 0);
    return {
      "nylas-provider-request-count": "1",
      ...(provider === "google" ? { "nylas-gmail-quota-usage": used } : {}),
    };
  }

  reset(): void {
    this.own.clear();
    this.provider.clear();
    this.most.clear();
    this.enforced = true;
  }
}

function windowOf(windows: Map<string, Window>, id: string): Window {
  const found = windows.get(id) ?? new Window();
  windows.set(id, found);
  return found;
}
