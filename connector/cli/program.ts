import { Command } from "commander";
import { solution } from "../../core/generated/schema";
import { connectCommand } from "./commands/connect";
import { disconnectCommand } from "./commands/disconnect";
import { doctorCommand } from "./commands/doctor";
import { exportCommand } from "./commands/export";
import { forgetCommand } from "./commands/forget";
import { importCommand } from "./commands/import";
import { runCommand } from "./commands/run";
import { serveCommand } from "./commands/serve";
import { signInCommand } from "./commands/sign-in";
import { startCommand } from "./commands/start";
import { statusCommand } from "./commands/status";
import { systemKeyCommand } from "./commands/system-key";
import { undoCommand } from "./commands/undo";

/** The command line, one file a command. */
export function createProgram(): Command {
  const program = new Command("wave-sync")
    .description("Wave Sync for Dynamics 365: the connector, and everything to set it up.")
    .version(solution.version.split(".").slice(0, 3).join("."))
    .showHelpAfterError('(see "wave-sync --help")')
    .addHelpText(
      "after",
      "\nTry it:      wave-sync start\nRun it:      wave-sync serve, then import, connect and run\nFix it:      wave-sync doctor\n\nSettings are environment variables; docs/operator.md lists them.",
    );
  for (const add of [
    startCommand,
    serveCommand,
    importCommand,
    connectCommand,
    runCommand,
    undoCommand,
    statusCommand,
    doctorCommand,
    signInCommand,
    systemKeyCommand,
    disconnectCommand,
    exportCommand,
    forgetCommand,
  ]) {
    add(program);
  }
  return program;
}
