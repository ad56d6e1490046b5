import { systemClock, type Clock } from "../clock/clock";

/** A value that is fetched when first asked for, and again once it is older than `ms`. A failure is not kept. */
export class Cached<T, A = void> {
  private value: Promise<T> | undefined;
  private fetchedOn = -Infinity;

  constructor(
    private readonly ms: number,
    private readonly fetch: (asking: A) => Promise<T>,
    private readonly clock: Clock = systemClock,
  ) {}

  /**
   * @param asking what the fetch needs of whoever asks; whoever comes first pays for the others
   * @param ms how old it may be for this caller
   */
  get(asking: A, ms = this.ms): Promise<T> {
    const now = this.clock.elapsed();
    if (!this.value || now > this.fetchedOn + ms) {
      this.fetchedOn = now;
      const fresh = this.fetch(asking);
      this.value = fresh;
      fresh.catch(() => this.forget(fresh));
    }
    return this.value;
  }

  forget(only?: Promise<T>): void {
    if (!only || this.value === only) this.value = undefined;
  }
}
