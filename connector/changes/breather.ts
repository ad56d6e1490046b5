import type { Clock } from "../clock/clock";
import type { WorkParts } from "../environment/work-parts";
import { growingPause } from "./pauses";

/** No longer than this: a side that is back is noticed soon, and one knock a minute troubles nobody. */
const LONGEST_BREATHER_MS = 60_000;

interface Rest {
  readonly failures: number;
  readonly until: number;
}

/**
 * Mappings whose Dataverse, or whose system, did not answer a moment ago. Their queued records wait together, so that ten
 * thousand of them do not knock one chunk after the other on a door that nobody opens. Kept by each process for itself: losing
 * it costs one knock.
 */
export class Breathers {
  private readonly rests = new Map<string, Rest>();

  constructor(private readonly clock: Clock) {}

  /** A side was away: nothing of this mapping is tried for a while, twice as long each time. */
  begin(mappingId: string, askedMs = 0): void {
    const now = this.clock.elapsed();
    const known = this.rests.get(mappingId);
    // Whoever was under way when it began says nothing new.
    if (known && known.until > now) return;
    const failures = (known?.failures ?? 0) + 1;
    const pause = Math.max(askedMs, Math.min(growingPause(failures), LONGEST_BREATHER_MS));
    this.rests.set(mappingId, { failures, until: now + pause });
  }

  /** Both sides answered. */
  end(mappingId: string): void {
    this.rests.delete(mappingId);
  }

  /** Both sides are taken to be there again. */
  forget(): void {
    this.rests.clear();
  }

  /** Mappings to leave alone for now. */
  resting(): readonly string[] {
    const now = this.clock.elapsed();
    return [...this.rests].flatMap(([mappingId, { until }]) => (until > now ? [mappingId] : []));
  }
}

const known = new WeakMap<WorkParts["environments"], Breathers>();

/** Those of this process. */
export function breathersOf({ clock, environments }: Pick<WorkParts, "clock" | "environments">): Breathers {
  const breathers = known.get(environments) ?? new Breathers(clock);
  known.set(environments, breathers);
  return breathers;
}
