import type { Clock } from "../../clock/clock";

/** As often as this, whoever looks at the run in Dynamics sees how far it has come; a short one is over before. */
const TELL_EVERY_MS = 60_000;
/** Fewer records than that say nothing of those that are left. */
const ENOUGH = 200;

/** How fast this attempt gets on, and how long it will take at that: a system's limit may make it days. */
export class Pace {
  private begun: { readonly done: number; readonly on: number } | null = null;

  private toldOn: number;

  constructor(private readonly clock: Clock) {
    this.toldOn = clock.elapsed();
  }

  /** True when it is time to tell of the run again. */
  isToBeTold(): boolean {
    const isDue = this.clock.elapsed() - this.toldOn >= TELL_EVERY_MS;
    if (isDue) this.toldOn = this.clock.elapsed();
    return isDue;
  }

  /** Milliseconds until `total` are done, now that `done` are; undefined while nobody can tell. */
  msLeft(done: number, total: number | null): number | undefined {
    this.begun ??= { done, on: this.clock.elapsed() };
    const since = done - this.begun.done;
    if (total === null || since < ENOUGH) return undefined;
    return (Math.max(0, total - done) * (this.clock.elapsed() - this.begun.on)) / since;
  }
}
