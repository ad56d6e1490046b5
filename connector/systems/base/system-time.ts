import { wrongBy } from "../../clock/told-time";
import type { Clock } from "../../clock/clock";
import type { Logger } from "../../logging/logger";
import type { SystemCall } from "../contract/object";
import type { OpenSystem } from "../contract/system";

/**
 * Now, by the clock that dates the system's records: a comparison that begins by ours would look past what was changed while ours was
 * ahead. The system is asked for it where it has not answered yet; one that does not tell the time is taken to have ours.
 */
export async function systemTime(
  adapter: OpenSystem,
  call: SystemCall,
  { clock, logger }: { readonly clock: Clock; readonly logger: Logger },
): Promise<Date> {
  if (!adapter.now) return clock.now();
  if (adapter.now() === null) await adapter.check(call);
  const theirs = adapter.now();
  const seconds = wrongBy(theirs, clock.now());
  if (seconds !== null)
    logger.warn("This machine's clock is wrong: it is ahead of the system's (below 0: behind)", {
      system: adapter.system,
      durationMs: seconds * 1000,
    });
  return theirs ?? clock.now();
}
