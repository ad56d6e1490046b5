import { resolve } from "node:path";
import { writeUnpacked } from "./build/solution";

// `tsx scripts/assemble-solution.ts FOLDER` writes the whole unpacked solution, built parts included, for Microsoft's
// own tools: `pac solution pack --folder FOLDER --zipfile X.zip --packagetype Unmanaged`. Run `npm run build` first.

const folder = process.argv[2];
if (folder) {
  writeUnpacked(resolve(folder));
  console.log(`wrote the unpacked solution to ${folder}`);
} else {
  console.error("usage: tsx scripts/assemble-solution.ts FOLDER (the folder is emptied first)");
  process.exitCode = 2;
}
