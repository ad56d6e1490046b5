import { loadPlanted, type PlantedSimulation } from "../plants/planted";
import type { Session } from "../world/session";
import type { WorldOptions } from "../world/world";

/** So many seeds are one test: short enough to see how far it has come. */
const A_TEST = 50;
/** A seed takes a tenth to half of a second, by the machine. */
const TIMEOUT_MS = 5 * 60_000;
/** The histories of so many failed seeds are printed; more would bury the first. */
const TOLD = 3;

/** The systems in the world beside Wave. */
type Who = Pick<WorldOptions, "withFront" | "withEnginy" | "withNylas">;

/** Tests that live through these seeds, and print every one that broke a promise. */
export function liveThrough(firstSeed: number, seeds: number, who: Who = {}): void {
  const live = opened(who);
  for (let from = firstSeed; from < firstSeed + seeds; from += A_TEST) {
    const several = Array.from({ length: A_TEST }, (_, n) => from + n);
    it(`keeps every promise in seeds ${from} to ${from + A_TEST - 1}`, () => live(several), TIMEOUT_MS);
  }
}

/** One test a seed. */
export function liveThroughThese(seeds: readonly number[], who: Who = {}): void {
  const live = opened(who);
  it.each(seeds)("seed %d", (seed) => live([seed]), TIMEOUT_MS);
}

/** The simulation, opened once for the tests of a file; gives what throws where seeds fail. */
function opened(who: Who): (seeds: readonly number[]) => Promise<void> {
  let simulation: PlantedSimulation;
  let pglite: Session;
  beforeAll(async () => {
    simulation = loadPlanted();
    pglite = await simulation.openPglite();
  }, TIMEOUT_MS);
  afterAll(() => pglite?.close());
  return async (seeds) => {
    const failed: string[] = [];
    for (const seed of seeds) {
      const result = await simulation.simulate({ seed, pglite, ...who });
      if (result.violations.length > 0) failed.push(simulation.reportFailure(result, false, who));
    }
    if (failed.length > 0)
      throw new Error(`${failed.length} seed(s) failed.\n${failed.slice(0, TOLD).join("\n\n")}`);
  };
}
