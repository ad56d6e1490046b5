import { parseArgs } from "node:util";
import { createRequire } from "node:module";
import { bundlePlanted } from "../tests/simulation/plants/bundle";
import type { PlantedSimulation } from "../tests/simulation/plants/planted";

/**
 * `npm run simulate -- --seeds N --first-seed K`: lives through N seeds, one after the other, and prints what failed.
 * `--front` puts Front beside Wave, `--enginy` Front and Enginy, `--nylas` mailboxes. `--trace` prints the history of every seed, failed or not. Ends with 1 when a
 * seed failed.
 */
async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      seeds: { type: "string", default: "100" },
      "first-seed": { type: "string", default: "1" },
      trace: { type: "boolean", default: false },
      front: { type: "boolean", default: false },
      enginy: { type: "boolean", default: false },
      nylas: { type: "boolean", default: false },
    },
  });
  const [first, seeds] = [Number(values["first-seed"]), Number(values.seeds)];
  if (!Number.isInteger(first) || !Number.isInteger(seeds) || seeds < 1)
    throw new Error("--seeds and --first-seed take whole numbers.");
  const load = createRequire(__filename);
  const { openPglite, reportFailure, simulate } = load(await bundlePlanted()) as PlantedSimulation;
  const pglite = await openPglite();
  const who = { withFront: values.front, withEnginy: values.enginy, withNylas: values.nylas };
  const began = performance.now();
  const cpu = process.cpuUsage();
  let failed = 0;
  let steps = 0;
  for (let seed = first; seed < first + seeds; seed++) {
    const result = await simulate({ seed, pglite, ...who });
    steps += result.steps;
    if (result.violations.length > 0) {
      failed++;
      console.log(reportFailure(result, values.trace, who));
    } else if (values.trace)
      console.log(`${result.trace.join("\n")}\nSeed ${seed}: every promise kept (${result.hash}).`);
  }
  const { system, user } = process.cpuUsage(cpu);
  const each = [performance.now() - began, (system + user) / 1000, steps].map((all) =>
    (all / seeds).toFixed(0),
  );
  console.log(
    `${seeds} seeds, ${failed} failed; ${each[0]} ms, ${each[1]} ms of CPU and ${each[2]} steps a seed.`,
  );
  await pglite.close();
  process.exitCode = failed > 0 ? 1 : 0;
}

main().catch((error: unknown) => {
  console.error(error);
  process.exitCode = 1;
});
