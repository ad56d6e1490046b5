import { randomUUID } from "node:crypto";
import { existsSync } from "node:fs";
import path from "node:path";
import { fillDataFolder } from "../../support/data-template";
import { waveSync } from "../../support/program";

/** A connector in another process. */
export interface KillableConnector {
  readonly url: string;
  readonly adminUrl: string;
  readonly adminKey: string;
  /** Its exit code once it has ended; null while it lives. */
  readonly exitCode: () => number | null;
  /** What it has logged, as lines of JSON. */
  readonly log: () => string;
  /** SIGKILL: no handler runs, nothing is given back. */
  kill(): Promise<void>;
}

/** Starts the program as it ships, with a database to begin with. */
export async function startKillable(env: Readonly<Record<string, string>>): Promise<KillableConnector> {
  return (await beginKillable(env)).listens;
}

/** The same, for a connector that may have to wait before it is ready: `log` and `exitCode` are there at once. */
export async function beginKillable(
  env: Readonly<Record<string, string>>,
): Promise<Omit<KillableConnector, "url" | "adminUrl"> & { readonly listens: Promise<KillableConnector> }> {
  const adminKey = randomUUID();
  const { WAVE_SYNC_DATA: folder, DATABASE_URL: server } = env;
  if (folder && !server && !existsSync(path.join(folder, "postgres"))) await fillDataFolder(folder);
  const { child, says, ended, stdout, stderr } = waveSync(["serve"], {
    WAVE_SYNC_HOST: "127.0.0.1",
    WAVE_SYNC_PORT: "0",
    WAVE_SYNC_ADMIN_PORT: "0",
    WAVE_SYNC_ALLOW_LOCAL: "true",
    WAVE_SYNC_ADMIN_KEY: adminKey,
    LOG_LEVEL: "silent",
    ...env,
  });
  const words = Promise.race([
    says(/listens at \S+, for operators at http:\/\/[\d.]+:\d+/),
    ended.then(() => Promise.reject(new Error(`The connector ended at once: ${stderr()}`))),
  ]);
  const connector = {
    adminKey,
    exitCode: () => child.exitCode,
    log: stdout,
    kill: async () => {
      child.kill("SIGKILL");
      await ended;
    },
  };
  const listens = words.then((said) => {
    const [url, adminUrl] = said.match(/http:\/\/[\d.]+:\d+/g)!;
    return { ...connector, url: url!, adminUrl: adminUrl! };
  });
  listens.catch(() => {});
  return { ...connector, listens };
}
