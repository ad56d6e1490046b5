import type { Clock } from "../clock/clock";
import type { Database } from "../database/database";
import type { Logger } from "../logging/logger";
import { databaseTime, forgetTimesAhead } from "../state/stepped-clock";

/** Answers take a moment, and clocks are put right by a second now and then. */
const STEP_MS = 5_000;

/** By how much a time of day is ahead of the time that only goes forward: between these two, as far as can be told. */
interface Offset {
  readonly least: number;
  readonly most: number;
}

interface Offsets {
  readonly database: Offset;
  readonly connector: Offset;
}

/**
 * Notices when a time of day has stepped: the database's (the embedded one's is this process' own), or this process'. What was written
 * before by that clock may lie far ahead then: a pause or a lease that would last for as long as the clock stepped.
 */
export class ClockWatch {
  private known: Offsets | null = null;

  constructor(
    private readonly parts: { readonly database: Database; readonly clock: Clock; readonly logger: Logger },
  ) {}

  /**
   * Looks at both clocks; after a step, everything that waits for a time is due. The first look does not know what was before, while
   * no connector was running, and takes it that there was a step.
   */
  async look(): Promise<void> {
    const { database, logger } = this.parts;
    const offsets = await this.offsets();
    const steps = this.known
      ? ([
          ["database", stepOf(this.known.database, offsets.database)],
          ["connector", stepOf(this.known.connector, offsets.connector)],
        ] as const)
      : [];
    const stepped = steps.filter(([, ms]) => Math.abs(ms) > STEP_MS);
    if (this.known && stepped.length === 0) return void (this.known = offsets);
    await forgetTimesAhead(database);
    // Only now: where the database went away meanwhile, the next look sees the step as well.
    this.known = offsets;
    for (const [kind, ms] of stepped)
      logger.warn("A clock has stepped: whatever waits for a time is due now (below 0: it went back)", {
        kind,
        durationMs: Math.round(ms),
      });
  }

  private async offsets(): Promise<Offsets> {
    const { clock, database } = this.parts;
    const before = clock.elapsed();
    const theirs = (await databaseTime(database)).getTime();
    const after = clock.elapsed();
    const ours = clock.now().getTime() - clock.elapsed();
    return {
      database: { least: theirs - after, most: theirs - before },
      connector: { least: ours, most: ours },
    };
  }
}

/** The least that explains both. */
function stepOf(before: Offset, now: Offset): number {
  if (now.least > before.most) return now.least - before.most;
  return now.most < before.least ? now.most - before.least : 0;
}
