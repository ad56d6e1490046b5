import { execFileSync } from "node:child_process";
import { createRequire } from "node:module";
import path from "node:path";
import type { reportFailure } from "../world/tell-failure";
import type { simulate } from "../world/simulate";
import type { openPglite } from "../world/open-pglite";

/** The simulation as it is bundled for tests. */
export interface PlantedSimulation {
  readonly simulate: typeof simulate;
  readonly openPglite: typeof openPglite;
  readonly reportFailure: typeof reportFailure;
}

const ROOT = path.join(__dirname, "../../..");

/** Makes the bundle and loads it. */
export function loadPlanted(): PlantedSimulation {
  // A process of its own: what makes the bundle does not run where the machine's own classes are replaced by a test's.
  const made = execFileSync(process.execPath, ["--import", "tsx", "scripts/plant-faults.ts"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return createRequire(__filename)(made.trim().split("\n").at(-1)!) as PlantedSimulation;
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
