import { setFlagsFromString } from "node:v8";

/**
 * How much the heap may grow, in percent of what was alive after the last collection, before the next. Left to itself, V8 lets
 * a large import pile up 150 MB of what nobody needs any more; so it is some 40, for a tenth more processor time.
 */
const HEAP_GROWTH_PERCENT = 50;

/** The embedded database is compiled when it is opened. By one thread it takes as long, and 40 MB less that is never given back. */
const COMPILING_THREADS = 1;

/** The connector often shares a small machine: memory is asked for when it is needed. Belongs to the very beginning of the process. */
export function keepMemorySmall(): void {
  setFlagsFromString(`--heap-growing-percent=${HEAP_GROWTH_PERCENT}`);
  setFlagsFromString(`--wasm-num-compilation-tasks=${COMPILING_THREADS}`);
}
