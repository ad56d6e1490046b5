import { openPglite } from "../world/open-pglite";
import type { Session } from "../world/session";
import { simulate } from "../world/simulate";
import { reportFailure } from "../world/tell-failure";

/** So many seeds are one test: short enough to see how far it has come. */
const A_TEST = 100;
/** A seed takes a tenth to half of a second, by the machine. */
const TIMEOUT_MS = 5 * 60_000;
/** The histories of so many failed seeds are printed; more would bury the first. */
const TOLD = 3;

/** Tests that live through these seeds, and print every one that broke a promise. */
export function liveThrough(firstSeed: number, seeds: number, withFront = false): void {
  let pglite: Session;
  beforeAll(async () => void (pglite = await openPglite()));
  afterAll(() => pglite.close());

  for (let from = firstSeed; from < firstSeed + seeds; from += A_TEST) {
    it(
      `keeps every promise in seeds ${from} to ${from + A_TEST - 1}`,
      async () => {
        const failed: string[] = [];
        for (let seed = from; seed < from + A_TEST; seed++) {
          const result = await simulate({ seed, pglite, withFront });
          if (result.violations.length > 0) failed.push(reportFailure(result));
        }
        if (failed.length > 0)
          throw new Error(`${failed.length} seed(s) failed.\n${failed.slice(0, TOLD).join("\n\n")}`);
      },
      TIMEOUT_MS,
    );
  }
}
