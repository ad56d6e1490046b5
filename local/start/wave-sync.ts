import { spawn } from "node:child_process";
import { waveSyncProgram } from "./project-folder";

/** A command of `wave-sync` that came to its end. */
export interface CommandResult {
  readonly code: number;
  readonly stdout: string;
}

/**
 * Runs `wave-sync <args>` and waits for it. What it says to people goes to our standard error as it is said, a progress
 * bar included; what it prints is given back. Secrets go in `env`, never in `args`.
 */
export function waveSync(
  args: readonly string[],
  env: Readonly<Record<string, string>>,
  quiet = false,
): Promise<CommandResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [waveSyncProgram(), ...args], {
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", quiet ? "ignore" : "inherit"],
    });
    let stdout = "";
    child.stdout?.setEncoding("utf8").on("data", (text: string) => (stdout += text));
    child.on("error", reject);
    child.on("close", (code) => resolve({ code: code ?? 1, stdout }));
  });
}
