import { FolderInUseError } from "../database/folder-lock";
import { DataverseError } from "../dataverse/dataverse-error";
import { SettingsError } from "../settings/settings-error";
import { CliError } from "./cli-error";

const OWN_WORDS = [SettingsError, FolderInUseError] as const;

/** A line for people. Standard error, so that standard output holds results only. */
export function say(line: string): void {
  process.stderr.write(`${line}\n`);
}

/** A result: for people or for the program behind the pipe. */
export function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

/** A failure in words: what happened, what to do next, and the code to search for. */
export function explain(error: unknown): string {
  if (error instanceof CliError) return `${error.message}\n  What to do: ${error.nextStep} [${error.code}]`;
  // These say what to do in their own message.
  if (OWN_WORDS.some((kind) => error instanceof kind)) return (error as Error).message;
  if (error instanceof DataverseError) return explainDataverse(error);
  const words = error instanceof Error ? error.message : String(error);
  return `Something went wrong: ${words}\n  What to do: run "wave-sync doctor"; for a stack trace, set DEBUG=1 and try again.`;
}

function explainDataverse(error: DataverseError): string {
  const cure =
    error.status === 0
      ? "Check the instance URL and that this machine can reach it."
      : error.status === 401
        ? "Check tenant, client id and client secret, and that the application user exists in this environment."
        : error.status === 403
          ? "Give the application user the role the command needs: System Customizer to import, Wave Sync Connector to connect."
          : 'Run "wave-sync doctor" to see what is missing.';
  return `${error.message}\n  What to do: ${cure} [${error.code ?? error.status}]`;
}
