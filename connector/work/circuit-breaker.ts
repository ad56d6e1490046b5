import { backOff, type BackOff } from "../clock/back-off";
import type { Clock } from "../clock/clock";

/** No longer than this: a side that is back is noticed soon, and one knock a minute troubles nobody. */
const BACK_OFF: BackOff = { firstMs: 1_000, longestMs: 60_000 };

/** Who is away: the system, while Dataverse answers; or Dataverse, and perhaps both. */
export type AwaySide = "system" | "dataverse";

interface Opened {
  readonly failures: number;
  readonly until: number;
  readonly side: AwaySide;
}

/**
 * Mappings whose Dataverse, or whose system, did not answer a moment ago. Their changes wait together, so that ten
 * thousand of them do not knock one chunk after the other on a door that nobody opens. Each process has its own: losing
 * it costs one knock.
 */
export class CircuitBreaker {
  private readonly opened = new Map<string, Opened>();

  constructor(private readonly clock: Clock) {}

  /** A side was away: nothing of this mapping is tried for a while, twice as long each time. */
  open(mappingId: string, side: AwaySide, askedMs = 0): void {
    const now = this.clock.elapsed();
    const known = this.opened.get(mappingId);
    // Whoever was under way when it opened says nothing new.
    if (known && known.until > now) return;
    const failures = (known?.failures ?? 0) + 1;
    this.opened.set(mappingId, { failures, until: now + backOff(BACK_OFF, failures, askedMs), side });
  }

  /** Both sides answered. */
  close(mappingId: string): void {
    this.opened.delete(mappingId);
  }

  /** All sides are taken to be there again. */
  closeAll(): void {
    this.opened.clear();
  }

  /** Milliseconds for which a mapping is still left alone. */
  restOf(mappingId: string): number {
    return Math.max(0, (this.opened.get(mappingId)?.until ?? 0) - this.clock.elapsed());
  }

  /** Mappings to leave alone for now; only those where this side is away, if one is given. */
  openOnes(only?: AwaySide): readonly string[] {
    const now = this.clock.elapsed();
    return [...this.opened].flatMap(([mappingId, { side, until }]) =>
      until > now && (only ?? side) === side ? [mappingId] : [],
    );
  }
}
