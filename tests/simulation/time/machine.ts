import crypto from "node:crypto";
import timers from "node:timers/promises";
import { createRandom, type Random } from "./random";

/**
 * Takes the machine's own time and chance away while a seed runs: the database's `now()` (the embedded one asks `Date.now`)
 * is the simulated time, ids come from the seed, and whoever waits by the machine's clock instead of {@link Clock} is caught.
 * Gives a function that puts everything back.
 */
export function replaceMachine(now: () => number, ids: Random): () => void {
  const real = {
    dateNow: Date.now,
    mathRandom: Math.random,
    randomUUID: crypto.randomUUID,
    randomBytes: crypto.randomBytes,
    sleep: timers.setTimeout,
    setInterval: globalThis.setInterval,
    setTimeout: globalThis.setTimeout,
  };
  const forbidden = (name: string) => () => {
    throw new Error(`${name} was called: in the engine, time comes from parts.clock alone.`);
  };
  const patch = (target: object, changes: Record<string, unknown>): void =>
    void Object.assign(target, changes);
  patch(Date, { now });
  const chance = createRandom(ids.below(2 ** 31));
  patch(Math, { random: () => chance.next() });
  patch(crypto, {
    randomUUID: () => ids.guid(),
    randomBytes: (count: number) => Buffer.from(ids.bytes(count)),
  });
  patch(timers, { setTimeout: forbidden("timers/promises.setTimeout") });
  patch(globalThis, {
    setInterval: forbidden("setInterval"),
    // The embedded database sets alarms to tidy up when it is idle; by a clock that jumps they would go off all the time.
    setTimeout: () => (/pglite/.test(new Error().stack ?? "") ? 0 : forbidden("setTimeout")()),
  });
  return () => {
    patch(Date, { now: real.dateNow });
    patch(Math, { random: real.mathRandom });
    patch(crypto, { randomUUID: real.randomUUID, randomBytes: real.randomBytes });
    patch(timers, { setTimeout: real.sleep });
    patch(globalThis, { setInterval: real.setInterval, setTimeout: real.setTimeout });
  };
}
