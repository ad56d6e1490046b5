import type { Command } from "commander";
import { startConnector, type Connector } from "../../main";
import { readSettings, type Settings } from "../../settings/read-settings";
import { CliError } from "../cli-error";
import { keepMemorySmall } from "../keep-memory-small";
import { say } from "../output";

/** `wave-sync serve`: the connector itself, until it is asked to stop. */
export function serveCommand(program: Command): void {
  program
    .command("serve")
    .summary("run the connector")
    .description(
      "Runs the connector until SIGTERM or Ctrl-C. Its settings are environment variables (docs/operator.md); logs go to standard output.",
    )
    .addHelpText(
      "after",
      "\nExamples:\n  $ wave-sync serve\n  $ WAVE_SYNC_HOST=0.0.0.0 WAVE_SYNC_PUBLIC_URL=https://sync.example.com DATABASE_URL=postgres://... wave-sync serve",
    )
    .action(run);
}

async function run(): Promise<void> {
  keepMemorySmall();
  const settings = readSettings(process.env);
  // Asked to stop while starting: heard, and done as soon as there is something to stop.
  const asked = new Promise<void>((resolve) => {
    process.once("SIGTERM", () => resolve());
    process.once("SIGINT", () => resolve());
  });
  const connector = await startConnector(settings).catch((error: unknown) => {
    throw inWords(error, settings) ?? error;
  });
  await stopped(connector, asked);
}

async function stopped(connector: Connector, asked: Promise<void>): Promise<void> {
  say(`The connector listens at ${connector.url}, for operators at ${connector.adminUrl}.`);
  // The server keeps the process alive; this only waits.
  await asked;
  say("Stopping ...");
  await connector.close();
}

function inWords(error: unknown, { adminPort, databaseUrl }: Settings): CliError | undefined {
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const names = port === adminPort ? "WAVE_SYNC_ADMIN_" : "WAVE_SYNC_";
  if (code === "EADDRINUSE") {
    return new CliError(
      `Port ${port} is taken by another program.`,
      `Stop that program, or set ${names}PORT to another port.`,
      code,
    );
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new CliError(
      `This machine does not let us listen on ${address}, port ${port}.`,
      `Set ${names}HOST and ${names}PORT.`,
      code,
    );
  }
  if (code === "ECONNREFUSED" && databaseUrl) {
    return new CliError(
      `The database at ${new URL(databaseUrl).host} does not answer.`,
      "Start it, or check DATABASE_URL.",
      code,
    );
  }
  return undefined;
}
