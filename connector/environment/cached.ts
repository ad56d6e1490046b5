/** A value that is fetched when first asked for, and again once it is older than `ms`. A failure is not kept. */
export class Cached<T> {
  private value: Promise<T> | undefined;
  private until = 0;

  constructor(
    private readonly ms: number,
    private readonly fetch: () => Promise<T>,
  ) {}

  get(): Promise<T> {
    if (!this.value || Date.now() > this.until) {
      this.until = Date.now() + this.ms;
      const fresh = this.fetch();
      this.value = fresh;
      fresh.catch(() => this.forget(fresh));
    }
    return this.value;
  }

  forget(only?: Promise<T>): void {
    if (!only || this.value === only) this.value = undefined;
  }
}
