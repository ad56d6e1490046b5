/** How many jobs the asynchronous service works on at once. */
const PARALLEL = 10;

/** Work that waits for its turn. `drain` tells when nothing waits and nothing runs. */
export class JobQueue {
  private readonly waiting: (() => Promise<void>)[] = [];
  private running = 0;
  private idle: (() => void)[] = [];

  add(job: () => Promise<void>): void {
    this.waiting.push(job);
    this.next();
  }

  /** Resolves once all jobs, those added meanwhile included, have ended. */
  drain(): Promise<void> {
    if (this.running === 0 && this.waiting.length === 0) return Promise.resolve();
    return new Promise((resolve) => this.idle.push(resolve));
  }

  private next(): void {
    while (this.running < PARALLEL) {
      const job = this.waiting.shift();
      if (job === undefined) break;
      this.running += 1;
      const ended = (): void => {
        this.running -= 1;
        this.next();
      };
      // A job records its own failure; one that cannot even do that must not stop the others.
      job().then(ended, ended);
    }
    if (this.running > 0 || this.waiting.length > 0) return;
    const waiting = this.idle;
    this.idle = [];
    for (const resolve of waiting) resolve();
  }
}
