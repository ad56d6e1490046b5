import { setTimeout as delay } from "node:timers/promises";

/** What can go wrong with any system. */
export interface Trouble {
  /** `unavailable` answers 503; `disconnect` closes the connection without a word. */
  readonly down: "unavailable" | "disconnect" | null;
  /** The next requests are refused with 429 and this `retry-after` (seconds or an HTTP date). */
  readonly throttle: { readonly next: number; readonly retryAfter: string; readonly tier?: string } | null;
  /** The next requests (or writes, when `writesOnly`) fail with `status` and are not done. */
  readonly fail: { readonly next: number; readonly status: number; readonly writesOnly?: boolean } | null;
  /** The next writes are done, and their answers never come: the connection is closed, or left open. */
  readonly loseAnswers: { readonly next: number; readonly how?: LostAnswer } | null;
  /** Milliseconds every answer takes longer. */
  readonly latency: number;
}

/** What happens to the answer of a write that was done: it never comes, or the connection closes at once. */
export type LostAnswer = "hang" | "disconnect";

export const NO_TROUBLE: Trouble = { down: null, throttle: null, fail: null, loseAnswers: null, latency: 0 };

/** How a system says no. */
export interface Refusals {
  unavailable(): Error;
  throttled(retryAfter: string, tier?: string): Error;
  /** A fault that was switched on. */
  failed(status: number): Error;
}

/** The switches of a sandbox, counted down as requests come in. */
export class SwitchBoard<S extends Trouble = Trouble> {
  private settings: S;

  constructor(
    private readonly off: S,
    private readonly refusals: Refusals,
  ) {
    this.settings = off;
  }

  get current(): S {
    return this.settings;
  }

  set(change: Partial<S>): void {
    this.settings = { ...this.settings, ...change };
  }

  clear(): void {
    this.settings = this.off;
  }

  /** Before a request is looked at. Throws the fault to answer with; "disconnect" asks for the connection to be closed. */
  async before(method: string, isWrite = method !== "GET"): Promise<"disconnect" | undefined> {
    const { latency, down } = this.settings;
    if (latency > 0) await delay(latency);
    if (down === "disconnect") return "disconnect";
    if (down === "unavailable") throw this.refusals.unavailable();
    const throttle = this.take("throttle");
    if (throttle) throw this.refusals.throttled(throttle.retryAfter, throttle.tier);
    const fail = this.settings.fail?.writesOnly && !isWrite ? null : this.take("fail");
    if (fail) throw this.refusals.failed(fail.status);
    return undefined;
  }

  /** After a write was done: whether, and how, its answer gets lost. */
  losesAnswer(): LostAnswer | undefined {
    const lost = this.take("loseAnswers");
    return lost ? (lost.how ?? "disconnect") : undefined;
  }

  private take<K extends "throttle" | "fail" | "loseAnswers">(name: K): Trouble[K] {
    const setting: Trouble[K] = this.settings[name];
    if (!setting) return setting;
    const next = setting.next - 1;
    this.settings = { ...this.settings, [name]: next > 0 ? { ...setting, next } : null };
    return setting;
  }
}
