/**
 * Runs that somebody wants to stop, as far as this process has heard: between two chunks they know it without asking the database each
 * time. The database has the wish itself; another process hears of it when it next renews the run's lease.
 */
export class Stops {
  private readonly wanted = new Set<string>();

  want(runId: string): void {
    this.wanted.add(runId);
  }

  isWanted(runId: string): boolean {
    return this.wanted.has(runId);
  }

  forget(runId: string): void {
    this.wanted.delete(runId);
  }
}
