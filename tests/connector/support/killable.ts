import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";

/** A connector in another process. */
export interface KillableConnector {
  readonly url: string;
  readonly adminKey: string;
  /** SIGKILL: no handler runs, nothing is given back. */
  kill(): Promise<void>;
}

export async function startKillable(env: Readonly<Record<string, string>>): Promise<KillableConnector> {
  const child = spawn(process.execPath, ["--import", "tsx", path.join(__dirname, "serve.ts")], {
    env: { ...process.env, NODE_OPTIONS: "", WAVE_SYNC_PORT: "0", LOG_LEVEL: "silent", ...env },
    stdio: ["ignore", "pipe", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => (errors += chunk.toString()));
  const exited = once(child, "exit");
  const line = await Promise.race([
    once(createInterface(child.stdout), "line").then(([text]) => String(text)),
    exited.then(() => Promise.reject(new Error(`The connector ended at once: ${errors}`))),
  ]);
  return {
    ...(JSON.parse(line) as { url: string; adminKey: string }),
    kill: async () => {
      child.kill("SIGKILL");
      await exited;
    },
  };
}
