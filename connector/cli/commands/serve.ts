import type { Command } from "commander";
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
  // Whatever the connector writes is for its own user's eyes only.
  process.umask(0o077);
  keepMemorySmall();
  const settings = readSettings(process.env);
  // Asked to stop while starting, it need not wait for a database that does not come.
  const asked = new AbortController();
  process.once("SIGTERM", () => asked.abort());
  process.once("SIGINT", () => asked.abort());
  const stopped = new Promise<void>((resolve) => asked.signal.addEventListener("abort", () => resolve()));
  // Loaded only now: every other command does without, and is there in half of the time.
  const { startConnector } = await import("../../main");
  const connector = await startConnector(settings, { signal: asked.signal }).catch((error: unknown) => {
    if (asked.signal.aborted) return null;
    throw inWords(error, settings) ?? error;
  });
  if (!connector) return;
  say(`The connector listens at ${connector.url}, for operators at ${connector.adminUrl}.`);
  // The server keeps the process alive; this only waits.
  await Promise.race([stopped, connector.ended]);
  if (!asked.signal.aborted) {
    // The log says why.
    process.exitCode = 1;
    return;
  }
  say("Stopping ...");
  await connector.close();
}

function inWords(error: unknown, { adminPort, databaseUrl }: Settings): CliError | undefined {
  const { code, port, address } = error as NodeJS.ErrnoException & { port?: number; address?: string };
  const names = port === adminPort ? "WAVE_SYNC_ADMIN_" : "WAVE_SYNC_";
  if (code === "EADDRINUSE") {
    return new CliError(
      `Port ${port} is used by another program.`,
      `Stop that program, or set ${names}PORT to another port.`,
      code,
    );
  }
  if (code === "EACCES" || code === "EADDRNOTAVAIL") {
    return new CliError(
      `Can't listen on ${address}, port ${port}.`,
      `Set ${names}HOST and ${names}PORT.`,
      code,
    );
  }
  // Waiting does not cure these: https://www.postgresql.org/docs/current/errcodes-appendix.html
  if (databaseUrl && code !== undefined && /^(28...|3D000|42501)$/.test(code)) {
    return new CliError(
      `The database at ${new URL(databaseUrl).host} refused the connector.`,
      "Check the user, password, and database name in DATABASE_URL, and that the user can create a schema.",
      code,
    );
  }
  return undefined;
}
