import type { simulate } from "../world/simulate";
import type { openPglite } from "../world/open-pglite";

/** The simulation with a fault in it. */
export interface PlantedSimulation {
  readonly simulate: typeof simulate;
  readonly openPglite: typeof openPglite;
}

/** Switches a plant on while `work` runs. */
export async function withPlant<T>(id: string, work: () => Promise<T>): Promise<T> {
  const switches = globalThis as { plantedFault?: string };
  switches.plantedFault = id;
  try {
    return await work();
  } finally {
    delete switches.plantedFault;
  }
}
