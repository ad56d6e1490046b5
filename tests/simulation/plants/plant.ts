import type { Mapping } from "../../../core/mapping/types";
import type { Weather } from "../world/settings";

/**
 * A fault, planted in the engine's own source when the simulation is bundled for it. The product's code knows nothing of it, and is
 * not made for it.
 */
export interface Plant {
  /** Its name where it is switched on. */
  readonly id: string;
  /** What goes wrong then, as the name of its test. */
  readonly what: string;
  readonly edits: readonly Edit[];
  /** The world in which it shows at once. */
  readonly weather: Partial<Weather>;
  readonly mapping?: (mapping: Mapping) => Mapping;
  /** The promise that is broken, as its violations begin. */
  readonly shows: RegExp;
}

/** `find` stands in the engine's source exactly once, and gives way to `put`. */
export interface Edit {
  readonly find: string;
  readonly put: string;
}

/** In `put`: whether this plant is switched on. */
export const PLANTED = "$planted";
