import { readFileSync, statSync } from "node:fs";
import path from "node:path";
import { z } from "zod";
import { settingsOf } from "../systems/contract/settings";
import { SYSTEMS } from "../systems/registry";

/** Where "wave-sync start" says where it runs, below the folder it was started in. */
const DEMO_FILE = path.join(".wave-sync", "local-demo.json");

/** A setting that names a connector or an environment: whoever sets one means that, and no demo. */
const OURS = /^(WAVE_SYNC_|DATAVERSE_)/;

/** So does one of a system's. */
const OF_SYSTEMS: ReadonlySet<string> = new Set(
  SYSTEMS.flatMap((module) => settingsOf(module).flatMap(({ variable }) => [variable, `${variable}_FILE`])),
);

const isNamed = (name: string) => OURS.test(name) || OF_SYSTEMS.has(name);

const demoSchema = z.object({
  pid: z.number().int().positive(),
  env: z.record(z.string().refine(isNamed), z.string()),
});

/**
 * Finds the demo that "npm start" runs in this folder, so that every command works on it without settings. It is used only
 * where nothing else is named, by a setting or by an admin key in the data folder, and only while its process is alive and
 * the file is our own. Gives the demo's settings; null when there is none.
 * @param env the settings at hand
 * @param folder the folder the command is called in
 */
export function localDemo(
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
): Readonly<Record<string, string>> | null {
  if (Object.keys(env).some(isNamed)) return null;
  if (exists(path.join(folder, ".wave-sync", "admin-key"))) return null;
  const file = path.join(folder, DEMO_FILE);
  try {
    const { uid } = statSync(file);
    if (process.getuid && uid !== process.getuid()) return null;
    const demo = demoSchema.parse(JSON.parse(readFileSync(file, "utf8")));
    // Signal 0 only asks whether the process is there.
    process.kill(demo.pid, 0);
    return demo.env;
  } catch {
    return null;
  }
}

function exists(file: string): boolean {
  return statSync(file, { throwIfNoEntry: false }) !== undefined;
}
