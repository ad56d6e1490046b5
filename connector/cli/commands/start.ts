import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import path from "node:path";
import type { Command } from "commander";
import { CliError } from "../cli-error";
import { projectFolder } from "../project-folder";

/**
 * `wave-sync start`: the local Dynamics, with everything connected. That is a program of its own, which the connector
 * knows by its file only; so its options, help included, are passed on as they are.
 */
export function startCommand(program: Command): void {
  program
    .command("start")
    .summary("try Wave Sync on this computer, with a local Dynamics and sample data")
    .helpOption(false)
    .allowUnknownOption()
    .argument("[options...]", 'see "wave-sync start --help"')
    .action(async (_options: string[], _: unknown, command: Command) => {
      // What the programs write is for this user's eyes only; both inherit it.
      process.umask(0o077);
      process.exitCode = await runProgram(localDynamics(), command.args);
    });
}

function localDynamics(): string {
  const file = path.join(projectFolder(), "dist", "bin", "local-dynamics.cjs");
  if (existsSync(file)) return file;
  throw new CliError(`There is no ${file}.`, 'Build it with "npm run build".', "NOT_BUILT");
}

/** Runs a program in this terminal; signals reach it too, and its exit code becomes ours. */
async function runProgram(file: string, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, [file, ...args], { stdio: "inherit" });
  const pass = (signal: NodeJS.Signals) => () => void child.kill(signal);
  // Ctrl-C reaches the child by the terminal itself; we only must not die before it has cleaned up.
  const ignore = () => undefined;
  const terminate = pass("SIGTERM");
  process.on("SIGINT", ignore);
  process.on("SIGTERM", terminate);
  try {
    return await new Promise((resolve, reject) => {
      child.on("error", reject);
      child.on("exit", (code, signal) => resolve(code ?? (signal === "SIGINT" ? 130 : 1)));
    });
  } finally {
    process.off("SIGINT", ignore);
    process.off("SIGTERM", terminate);
  }
}
