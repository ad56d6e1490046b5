import type { Clock } from "../../../connector/clock/clock";
import type { Process, Scheduler } from "./scheduler";

/** Whoever asks again and again sleeps a little longer than meant: sleeping is never exact, and asking costs most of a history. */
const POLLING_MS = 200;
const OVERSLEPT_MS = 2_500;

/** A process' clock: it stands still until the scheduler turns it. */
export function simulatedClock(scheduler: Scheduler, process: Process): Clock {
  return {
    now: () => new Date(scheduler.now + process.skew),
    elapsed: () => scheduler.now,
    sleep: (ms, signal) =>
      new Promise((resolve, reject) => {
        if (signal?.aborted) return reject(signal.reason);
        const extra = ms <= POLLING_MS ? scheduler.random.below(OVERSLEPT_MS) : 0;
        const callOff = scheduler.at(process, "wakes up", scheduler.now + ms + extra, () => {
          signal?.removeEventListener("abort", giveUp);
          resolve();
        });
        const giveUp = () => {
          callOff();
          reject(signal!.reason);
        };
        signal?.addEventListener("abort", giveUp, { once: true });
      }),
    every(ms, work) {
      let callOff = () => {};
      const again = () => {
        callOff = scheduler.at(process, "beats", scheduler.now + ms, () => {
          again();
          work();
        });
      };
      again();
      return () => callOff();
    },
  };
}
