import { setTimeout as delay } from "node:timers/promises";
import { throttled, unavailable, WaveFault } from "./errors";

/** `unavailable` answers 503; `disconnect` closes the connection without a word. */
export type DownMode = "unavailable" | "disconnect";

/** What happens to the answer of a write that was done: it never comes, or the connection closes at once. */
export type LostAnswer = "hang" | "disconnect";

/** Everything that can go wrong, as the control endpoints set it. */
export interface FaultSettings {
  readonly down: DownMode | null;
  /** The next `next` requests are refused with 429 and this `Retry-After` (seconds or an HTTP date). */
  readonly throttle: { readonly next: number; readonly retryAfter: string } | null;
  /** Milliseconds every answer takes longer. */
  readonly latency: number;
  /** The next `next` requests (or writes, when `writesOnly`) fail with `status` and are not done. */
  readonly fail: { readonly next: number; readonly status: number; readonly writesOnly?: boolean } | null;
  /** The next `next` writes are done, and their answers lost. */
  readonly loseAnswers: { readonly next: number; readonly how: LostAnswer } | null;
}

export const NO_FAULTS: FaultSettings = {
  down: null,
  throttle: null,
  latency: 0,
  fail: null,
  loseAnswers: null,
};

/** The switches, counted down as requests come in. */
export class Faults {
  private settings: FaultSettings = NO_FAULTS;

  set(change: Partial<FaultSettings>): void {
    this.settings = { ...this.settings, ...change };
  }

  clear(): void {
    this.settings = NO_FAULTS;
  }

  current(): FaultSettings {
    return this.settings;
  }

  /** Before a request is looked at. Throws the fault to answer with; "disconnect" asks for the connection to be closed. */
  async before(method: string): Promise<"disconnect" | undefined> {
    if (this.settings.latency > 0) await delay(this.settings.latency);
    if (this.settings.down === "disconnect") return "disconnect";
    if (this.settings.down === "unavailable") throw unavailable();
    const throttle = this.take("throttle");
    if (throttle) throw throttled(throttle.retryAfter);
    const fail = this.settings.fail?.writesOnly && method === "GET" ? null : this.take("fail");
    if (fail) throw new WaveFault(fail.status, "fault", "This fault was switched on.");
    return undefined;
  }

  /** After a write was done: whether, and how, its answer gets lost. */
  afterWrite(): LostAnswer | undefined {
    return this.take("loseAnswers")?.how;
  }

  private take<K extends "throttle" | "fail" | "loseAnswers">(name: K): FaultSettings[K] {
    const setting = this.settings[name];
    if (!setting) return setting;
    const next = setting.next - 1;
    this.set({ [name]: next > 0 ? { ...setting, next } : null });
    return setting;
  }
}
