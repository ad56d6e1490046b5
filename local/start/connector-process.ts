import { spawn, type ChildProcess } from "node:child_process";
import { createWriteStream } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { setTimeout as delay } from "node:timers/promises";
import { freePort, HOST } from "./ports";
import { waveSyncProgram } from "./project-folder";
import { StartError } from "./start-error";

/** A connector that is not ready by then has a problem its log knows. */
const READY_DEADLINE_MS = 60_000;
const READY_POLL_MS = 50;

/** After this long a connector that was asked to stop is made to. */
const STOP_DEADLINE_MS = 10_000;

/** `wave-sync serve` in a process of its own. */
export interface ConnectorProcess {
  readonly url: string;
  /** Where the command line, health and metrics are. */
  readonly adminUrl: string;
  readonly logFile: string;
  readonly process: ChildProcess;
  /** Ends with the connector, however that comes about. */
  readonly exited: Promise<void>;
  stop(): Promise<void>;
}

export interface ConnectorSettings {
  readonly port: number;
  /** For operators; any that is free when left out. */
  readonly adminPort?: number;
  readonly dataFolder: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Starts the connector and waits until it is ready to work. */
export async function startConnector({
  port,
  adminPort: wanted,
  dataFolder,
  env,
}: ConnectorSettings): Promise<ConnectorProcess> {
  const adminPort = wanted ?? (await freePort(0));
  const logFile = path.join(dataFolder, "connector.log");
  const child = spawn(process.execPath, [waveSyncProgram(), "serve"], {
    env: {
      ...process.env,
      WAVE_SYNC_HOST: HOST,
      WAVE_SYNC_PORT: String(port),
      WAVE_SYNC_ADMIN_HOST: HOST,
      WAVE_SYNC_ADMIN_PORT: String(adminPort),
      // Everything it is connected to is on this machine.
      WAVE_SYNC_ALLOW_LOCAL: "true",
      WAVE_SYNC_DATA: dataFolder,
      ...env,
    },
    // A process group of its own: Ctrl-C reaches us, and we stop it in order.
    detached: true,
    stdio: ["ignore", "pipe", "pipe"],
  });
  const log = createWriteStream(logFile, { flags: "a" });
  child.stdout?.pipe(log, { end: false });
  child.stderr?.pipe(log, { end: false });
  const exited = new Promise<void>((resolve) => child.once("close", () => log.end(() => resolve())));
  const connector = {
    url: `http://${HOST}:${port}`,
    adminUrl: `http://${HOST}:${adminPort}`,
    logFile,
    process: child,
    exited,
    stop: () => stop(child, exited),
  };
  try {
    await ready(connector);
  } catch (error) {
    await connector.stop();
    throw error;
  }
  return connector;
}

async function ready({ adminUrl, process: child, exited, logFile }: ConnectorProcess): Promise<void> {
  const giveUpAt = Date.now() + READY_DEADLINE_MS;
  while (child.exitCode === null && child.signalCode === null && Date.now() < giveUpAt) {
    if (await answersReady(adminUrl)) return;
    await Promise.race([delay(READY_POLL_MS), exited]);
  }
  const gone = child.exitCode !== null || child.signalCode !== null;
  if (gone) await exited;
  const end = (await readFile(logFile, "utf8").catch(() => "")).trim().split("\n").slice(-5).join("\n");
  throw new StartError(
    gone ? `The connector ended at once:\n${end}` : `The connector did not get ready:\n${end}`,
    'Run "wave-sync doctor".',
  );
}

async function answersReady(url: string): Promise<boolean> {
  try {
    return (await fetch(`${url}/ready`, { signal: AbortSignal.timeout(2_000) })).ok;
  } catch {
    return false;
  }
}

async function stop(child: ChildProcess, exited: Promise<void>): Promise<void> {
  if (child.exitCode === null && child.signalCode === null) {
    child.kill("SIGTERM");
    const force = setTimeout(() => child.kill("SIGKILL"), STOP_DEADLINE_MS);
    await exited;
    clearTimeout(force);
  } else {
    await exited;
  }
}
