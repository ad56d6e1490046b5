import { loadPlanted, withPlant, type PlantedSimulation } from "./plants/planted";
import { PLANTS } from "./plants/plants";
import type { Session } from "./world/session";

/** Each fault shows in one of so many worlds that are made for it, or the simulation is not worth much. */
const SEEDS = 15;

describe("the simulation notices when", () => {
  let planted: PlantedSimulation;
  let pglite: Session;

  beforeAll(async () => {
    planted = loadPlanted();
    pglite = await planted.openPglite();
  }, 240_000);
  afterAll(() => pglite?.close());

  it.each(PLANTS.map((plant) => [plant.what, plant] as const))(
    "%s",
    async (_what, { id, mapping, shows, weather, withEnginy, withFront, withNylas }) => {
      const told: string[] = [];
      for (let seed = 1; seed <= SEEDS; seed++) {
        const options = {
          seed,
          pglite,
          weather,
          withEnginy,
          withFront,
          withNylas,
          ...(mapping ? { mapping } : {}),
        };
        const { violations } = await withPlant(id, () => planted.simulate(options));
        told.push(...violations);
        if (!violations.some((each) => shows.test(each))) continue;
        // Without the fault, the same world keeps every promise.
        expect((await planted.simulate(options)).violations).toEqual([]);
        return;
      }
      throw new Error(
        `${SEEDS} worlds, and nothing like ${String(shows)} was noticed: ${told.join("; ") || "nothing"}.`,
      );
    },
    240_000,
  );
});
