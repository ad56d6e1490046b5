import { setTimeout as delay } from "node:timers/promises";
import { FrontFault, throttled, unavailable } from "./errors";

/** What Front's documentation leaves open, and what can go wrong: all of it can be set. */
export interface Switches {
  /** `unavailable` answers 503; `disconnect` closes the connection without a word. */
  readonly down: "unavailable" | "disconnect" | null;
  /** The next requests are refused with 429 and this `retry-after` (seconds); with a tier, as a burst at one resource. */
  readonly throttle: { readonly next: number; readonly retryAfter: string; readonly tier?: string } | null;
  /** The next requests fail with `status` and are not done. */
  readonly fail: { readonly next: number; readonly status: number; readonly writesOnly?: boolean } | null;
  /** The next writes are done, and their answers never come. */
  readonly loseAnswers: { readonly next: number } | null;
  /** Milliseconds every answer takes longer. */
  readonly latency: number;
  /** The largest page, whatever is asked for. */
  readonly pageSize: number;
  /** What a change of `external_id` does to an account that exists. */
  readonly externalIdOnPatch: "ignored" | "refused" | "taken";
  /** An unknown custom field, or a value of a wrong type. */
  readonly wrongCustomField: "refused" | "ignored";
  /** A second account with an external id or a domain that another one has. */
  readonly duplicates: "refused" | "second";
  /** External ids that are all digits are answered as numbers, as in Front's own example. */
  readonly numericExternalIds: boolean;
}

export const NO_SWITCHES: Switches = {
  down: null,
  throttle: null,
  fail: null,
  loseAnswers: null,
  latency: 0,
  pageSize: 100,
  externalIdOnPatch: "ignored",
  wrongCustomField: "refused",
  duplicates: "refused",
  numericExternalIds: false,
};

/** The switches, counted down as requests come in. */
export class SwitchBoard {
  private settings: Switches = NO_SWITCHES;

  get current(): Switches {
    return this.settings;
  }

  set(change: Partial<Switches>): void {
    this.settings = { ...this.settings, ...change };
  }

  clear(): void {
    this.settings = NO_SWITCHES;
  }

  /** Before a request is looked at. Throws the fault to answer with; "disconnect" asks for the connection to be closed. */
  async before(method: string): Promise<"disconnect" | undefined> {
    const { latency, down } = this.settings;
    if (latency > 0) await delay(latency);
    if (down === "disconnect") return "disconnect";
    if (down === "unavailable") throw unavailable();
    const throttle = this.take("throttle");
    if (throttle) throw throttled(throttle.retryAfter, throttle.tier);
    const fail = this.settings.fail?.writesOnly && method === "GET" ? null : this.take("fail");
    if (fail) throw new FrontFault(fail.status, "Fault", "This fault was switched on.");
    return undefined;
  }

  /** After a write was done: whether its answer gets lost. */
  losesAnswer(): boolean {
    return this.take("loseAnswers") !== null;
  }

  private take<K extends "throttle" | "fail" | "loseAnswers">(name: K): Switches[K] {
    const setting = this.settings[name];
    if (!setting) return setting;
    const next = setting.next - 1;
    this.set({ [name]: next > 0 ? { ...setting, next } : null });
    return setting;
  }
}
