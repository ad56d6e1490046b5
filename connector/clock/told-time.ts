import { systemClock, type Clock } from "./clock";

/** Answers tell whole seconds, and take a moment; more than this is a clock that is wrong. */
export const WRONG_MS = 60_000;

/**
 * The time of the other side, as its answers tell it (`Date`, RFC 9110 section 6.6.1), carried on by how long ago that was. It owes
 * nothing to our own time of day, which may be wrong or step.
 */
export class ToldTime {
  private told: { readonly ms: number; readonly on: number } | null = null;

  constructor(private readonly clock: Clock = systemClock) {}

  /** What an answer says; nothing changes where it says nothing. */
  hear(date: string | null): void {
    const ms = date === null ? NaN : Date.parse(date);
    if (!Number.isNaN(ms)) this.told = { ms, on: this.clock.elapsed() };
  }

  /** Their time now; null before their first answer. */
  now(): Date | null {
    return this.told && new Date(this.told.ms + (this.clock.elapsed() - this.told.on));
  }
}

/** Seconds by which our clock is ahead of theirs (below 0: behind), where that is more than a minute; else null. */
export function wrongBy(theirs: Date | null, ours: Date): number | null {
  const ms = theirs === null ? 0 : ours.getTime() - theirs.getTime();
  return Math.abs(ms) > WRONG_MS ? Math.round(ms / 1000) : null;
}
