import { setTimeout as delay } from "node:timers/promises";

/** Time, as the engine asks for it. One place, so that a simulation can turn the clock itself. */
export interface Clock {
  /** The time of day: what people and the other side are told. It may step back or ahead at any moment, and be wrong. */
  now(): Date;
  /** Milliseconds since some moment before: lengths of time are measured with it. It only goes forward, at its own pace. */
  elapsed(): number;
  /** Waits; rejects with the signal's reason when it is aborted meanwhile. */
  sleep(ms: number, signal?: AbortSignal): Promise<void>;
  /** Does `work` again and again, without keeping the process alive. Gives a function that ends it. */
  every(ms: number, work: () => void): () => void;
}

/** The machine's own clock. */
export const systemClock: Clock = {
  now: () => new Date(),
  elapsed: () => performance.now(),
  async sleep(ms, signal) {
    try {
      await delay(ms, undefined, { signal });
    } catch (error) {
      throw signal?.aborted ? signal.reason : error;
    }
  },
  every(ms, work) {
    const timer = setInterval(work, ms);
    timer.unref();
    return () => clearInterval(timer);
  },
};
