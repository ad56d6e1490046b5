/** A clock that is as late as the machine's, or ahead of it: days can be lived through in minutes. */
export class SandboxClock {
  /** Milliseconds by which it is ahead. */
  ahead = 0;

  constructor(private readonly machine: () => Date = () => new Date()) {}

  readonly now = (): Date => new Date(this.machine().getTime() + this.ahead);

  /** It is turned to this time (milliseconds since 1970), never back. */
  turnTo(time: number): void {
    this.ahead = Math.max(this.ahead, time - this.machine().getTime());
  }

  reset(): void {
    this.ahead = 0;
  }
}
