import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
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

/** Whatever the bundle is made of. */
const SOURCES = ["connector", "core", "local", "tests/simulation", "package-lock.json"];
const BUNDLE = path.join(ROOT, "node_modules/.cache/wave-sync/planted-simulation.cjs");

/** Makes the bundle, where another test has not done so just now, and loads it. */
export function loadPlanted(): PlantedSimulation {
  // A process of its own: what makes the bundle does not run where the machine's own classes are replaced by a test's.
  if (!isNewest(BUNDLE))
    execFileSync(process.execPath, ["--import", "tsx", "scripts/plant-faults.ts"], { cwd: ROOT });
  return createRequire(__filename)(BUNDLE) as PlantedSimulation;
}

/** False as soon as any file, or any folder that a file was taken from, is as new as this one. */
function isNewest(file: string): boolean {
  if (!existsSync(file)) return false;
  const made = statSync(file).mtimeMs;
  return SOURCES.every((source) => {
    const top = path.join(ROOT, source);
    const within = statSync(top).isDirectory() ? readdirSync(top, { recursive: true, encoding: "utf8" }) : [];
    return [top, ...within.map((each) => path.join(top, each))].every(
      (each) => statSync(each).mtimeMs < made,
    );
  });
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
