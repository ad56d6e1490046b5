import { createHash } from "node:crypto";
import { createRandom } from "../time/random";
import { replaceMachine } from "../time/machine";
import { Simulation } from "./simulation";
import { stateOf } from "./state-of";
import { World, type WorldOptions } from "./world";

/** What became of one seed. */
export interface SimulationResult {
  readonly seed: number;
  /** What is wrong at the end; empty when all promises were kept. */
  readonly violations: readonly string[];
  /** Who did what when. */
  readonly trace: readonly string[];
  /** The same for the same history. */
  readonly hash: string;
  readonly steps: number;
  /** What stands on both sides at the end. */
  readonly state: readonly string[];
}

/** Lives through one seed, from the connection to the end, and looks at what has become of everybody's data. */
export async function simulate(options: WorldOptions): Promise<SimulationResult> {
  const world = new World(options);
  const putBack = replaceMachine(() => world.scheduler.now, createRandom(options.seed + 0x5eed));
  let violations: readonly string[];
  const machine = globalThis as { smallChunks?: boolean };
  machine.smallChunks = world.weather.smallChunks;
  try {
    await world.open();
    violations = await new Simulation(world).run();
    violations = [...violations, ...world.surprises];
  } catch (error) {
    violations = [`The simulation itself failed: ${error instanceof Error ? error.stack : String(error)}`];
  } finally {
    await world.clear();
    delete machine.smallChunks;
    putBack();
  }
  const hash = createHash("sha256").update(world.trace.join("\n")).digest("hex").slice(0, 16);
  return {
    seed: options.seed,
    violations,
    trace: world.trace,
    hash,
    steps: world.scheduler.steps,
    state: stateOf(world),
  };
}
