import { bundlePlanted } from "../tests/simulation/plants/bundle";

/** Makes the simulation with faults planted in the engine, for the tests that show it notices them. Prints where it is. */
bundlePlanted()
  .then((file) => console.log(file))
  .catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  });
