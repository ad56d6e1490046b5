import { readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { build, type Plugin } from "esbuild";
import { ROOT } from "../../../scripts/build/root";
import { PLANTED, SMALL, SMALL_CHUNKS } from "./plant";
import { PLANTS } from "./plants";

/** Beside other caches; packages are found from there, and nobody transforms it again. */
export const PLANTED_SIMULATION = path.join(ROOT, "node_modules/.cache/wave-sync/planted-simulation.cjs");

/** The switch: the id of the plant that is on. */
const SWITCH = "globalThis.plantedFault";

/**
 * Bundles the simulation once, with every plant in it and switched off.
 * @throws Error where a plant does not stand in the source exactly once: then the source has changed, and the plant has to follow
 */
export async function bundlePlanted(): Promise<string> {
  const edits = [
    ...PLANTS.flatMap(({ id, edits: own }) => own.map((edit) => ({ id, ...edit }))),
    ...SMALL_CHUNKS.map((edit) => ({ id: "small chunks", ...edit })),
  ];
  const found = new Map(edits.map((edit) => [edit, 0]));
  const plant: Plugin = {
    name: "plants",
    setup({ onLoad }) {
      onLoad({ filter: /[\\/](connector|core)[\\/].*\.ts$/ }, async ({ path: file }) => {
        if (file.includes("node_modules")) return undefined;
        let contents = await readFile(file, "utf8");
        for (const edit of edits) {
          const { find, id, put } = edit;
          const times = contents.split(find).length - 1;
          if (times === 0) continue;
          found.set(edit, found.get(edit)! + times);
          const switched = put
            .replaceAll(PLANTED, `(${SWITCH} === ${JSON.stringify(id)})`)
            .replaceAll(SMALL, "(globalThis.smallChunks === true)");
          contents = contents.replace(find, () => switched);
        }
        return { contents, loader: "ts" };
      });
    },
  };
  // Several tests may make it at the same time: each its own, and the last one stays.
  const outfile = `${PLANTED_SIMULATION}.${process.pid}`;
  await build({
    absWorkingDir: ROOT,
    bundle: true,
    entryPoints: ["tests/simulation/plants/entry.ts"],
    outfile,
    platform: "node",
    target: "node20",
    format: "cjs",
    packages: "external",
    loader: { ".sql": "text" },
    logLevel: "warning",
    plugins: [plant],
  });
  const wrong = [...found].filter(([, times]) => times !== 1);
  if (wrong.length > 0) {
    await rm(outfile);
    throw new Error(
      `The source has changed: ${wrong.map(([{ find, id }, times]) => `"${find}" of plant ${id} stands in it ${times} times`).join(", ")}. Bring tests/simulation/plants up to it.`,
    );
  }
  await rename(outfile, PLANTED_SIMULATION);
  return PLANTED_SIMULATION;
}
