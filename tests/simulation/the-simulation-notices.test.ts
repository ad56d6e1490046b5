import { SABOTAGES } from "./sabotage";
import { openPglite } from "./world/open-pglite";
import type { Session } from "./world/session";
import { simulate } from "./world/simulate";
import { reportFailure } from "./world/tell-failure";

/** A broken protection shows within so many seeds, or the simulation is not worth much. */
const SEEDS = 40;

describe("the simulation itself", () => {
  let pglite: Session;
  beforeAll(async () => void (pglite = await openPglite()));
  afterAll(() => pglite.close());

  it("gives the same history for the same seed", async () => {
    const [one, again, other] = [
      await simulate({ seed: 7, pglite }),
      await simulate({ seed: 7, pglite }),
      await simulate({ seed: 8, pglite }),
    ];
    expect(again.trace).toEqual(one.trace);
    expect(again.hash).toBe(one.hash);
    expect(other.hash).not.toBe(one.hash);
  });

  it("leaves the machine's own clock as it was", async () => {
    const before = Date.now();
    await simulate({ seed: 7, pglite });
    expect(Date.now() - before).toBeGreaterThanOrEqual(0);
    expect(Date.now() - before).toBeLessThan(60_000);
  });

  it.each(Object.entries(SABOTAGES))(
    "notices when %s",
    async (_what, { sabotage, weather = {} }) => {
      for (let seed = 1; seed <= SEEDS; seed++) {
        const result = await simulate({ seed, pglite, weather, sabotage });
        if (result.violations.length === 0) continue;
        // Without the sabotage, the same history keeps every promise.
        expect((await simulate({ seed, pglite, weather })).violations).toEqual([]);
        // Whoever finds it in a log can replay it.
        expect(reportFailure(result)).toContain(`--first-seed ${seed}`);
        return;
      }
      throw new Error(`${SEEDS} seeds, and nothing was noticed.`);
    },
    120_000,
  );
});
