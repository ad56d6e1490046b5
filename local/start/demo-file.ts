import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { SANDBOX_API_KEY } from "../sandboxes/wave";
import { enginyAccess, frontAccess, nylasAccess, signedInAs, type Places } from "./scenario";

/** Read by "wave-sync" in the same folder, so that its commands find the demo by themselves. */
const DEMO_FILE = path.join(".wave-sync", "local-demo.json");

/** Says where the demo runs, readable by this user alone. Gives a function that takes the file away again. */
export function announceDemo(places: Places, connectorPid?: number, folder = process.cwd()): () => void {
  const file = path.join(folder, DEMO_FILE);
  const { dynamics } = places;
  const env = {
    ...signedInAs("connector", places),
    ...frontAccess(places),
    ...enginyAccess(places),
    ...nylasAccess(places),
    WAVE_API_BASE_URL: `${dynamics}/sandboxes/wave/v1`,
    WAVE_API_KEY: SANDBOX_API_KEY,
    WAVE_APP_URL: `${dynamics}/sandboxes/wave/app`,
  };
  const text = `${JSON.stringify({ pid: process.pid, connectorPid, env }, null, 2)}\n`;
  mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 });
  writeFileSync(file, text, { mode: 0o600 });
  return () => {
    // Another demo may have been started in this folder since.
    if (read(file) === text) rmSync(file, { force: true });
  };
}

function read(file: string): string | undefined {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}
