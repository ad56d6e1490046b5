/** Work on the same thing, one after another; on different things, side by side. */
export class InTurn {
  private readonly last = new Map<string, Promise<unknown>>();

  /** Does the work when what was asked for before has ended, however it ended. */
  async of<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(work);
    this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
