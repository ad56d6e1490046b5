/**
 * Runs that somebody has asked this process to stop: between two chunks they know it at once, without asking the database each time.
 * Another process sees the wish when it next renews the run's lease.
 */
export class Stops {
  private readonly wanted = new Set<string>();

  want(runId: string): void {
    this.wanted.add(runId);
  }

  isWanted(runId: string): boolean {
    return this.wanted.has(runId);
  }

  /** The run has ended, or goes on. */
  forget(runId: string): void {
    this.wanted.delete(runId);
  }
}

/** Those of this process. */
export const stops = new Stops();
