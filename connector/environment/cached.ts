/** A value that is fetched when first asked for, and again once it is older than `ms`. A failure is not kept. */
export class Cached<T, A = void> {
  private value: Promise<T> | undefined;
  private until = 0;

  constructor(
    private readonly ms: number,
    private readonly fetch: (asking: A) => Promise<T>,
  ) {}

  /** @param asking what the fetch needs of whoever asks; whoever comes first pays for the others */
  get(asking: A): Promise<T> {
    if (!this.value || Date.now() > this.until) {
      this.until = Date.now() + this.ms;
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
