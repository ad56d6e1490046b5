import { readFile } from "node:fs/promises";
import path from "node:path";
import { Option, type Command } from "commander";
import { keepsSecrets } from "../../core/values/loopback";
import { readSettings } from "../settings/read-settings";
import { CliError } from "./cli-error";

/** Where the running connector is, and the key it asks for. */
export interface ConnectorAddress {
  readonly url: string;
  readonly adminKey: string;
}

export interface ConnectorOptions {
  readonly connector?: string;
}

/** The file in the data folder that the connector keeps its admin key in. */
const ADMIN_KEY_FILE = "admin-key";

/** Adds `--connector` to a command that talks to the running connector. */
export function withConnectorOptions(command: Command): Command {
  return command.addOption(
    new Option(
      "--connector <url>",
      "address of the running connector's admin listener (default: where its settings say that is)",
    ).env("WAVE_SYNC_CONNECTOR"),
  );
}

/**
 * Finds the connector and its admin key: WAVE_SYNC_ADMIN_KEY, or the key in the data folder it shares with this command.
 * Throws CliError when there is no key, SettingsError when the settings make no sense.
 */
export async function connectorAddress(options: ConnectorOptions): Promise<ConnectorAddress> {
  const settings = readSettings(process.env);
  if (options.connector !== undefined) checkAddress(options.connector);
  const url = options.connector ?? `http://${inUrl(settings.adminHost)}:${settings.adminPort}`;
  const adminKey = settings.adminKey ?? (settings.dataFolder && (await keyIn(settings.dataFolder)));
  if (adminKey) return { url: url.replace(/\/+$/, ""), adminKey };
  throw new CliError(
    `No admin key found: WAVE_SYNC_ADMIN_KEY isn't set, and ${settings.dataFolder} doesn't contain one.`,
    'Start the connector with "wave-sync serve" in this folder first, or set WAVE_SYNC_ADMIN_KEY or WAVE_SYNC_DATA as it has them.',
    "NO_ADMIN_KEY",
  );
}

/** The admin key goes there, and with it client secrets: only where nobody listens on the way. */
function checkAddress(url: string): void {
  if (!URL.canParse(url))
    throw new CliError(
      `"${url}" isn't a valid URL.`,
      "Give the address of the connector's admin listener, e.g. http://127.0.0.1:8367.",
    );
  if (!keepsSecrets(url))
    throw new CliError(
      `"${url}" begins with http: the admin key and secrets would travel in the clear.`,
      "Give an https address, or run the command on the connector's own machine (or through a tunnel to it: ssh -L 8367:127.0.0.1:8367).",
      "NOT_HTTPS",
    );
}

async function keyIn(folder: string): Promise<string | undefined> {
  try {
    return (await readFile(path.join(folder, ADMIN_KEY_FILE), "utf8")).trim();
  } catch {
    return undefined;
  }
}

/** An address to listen on may be "all of them": from here, that is this machine. */
function inUrl(host: string): string {
  if (host === "0.0.0.0" || host === "::") return "127.0.0.1";
  return host.includes(":") ? `[${host}]` : host;
}
