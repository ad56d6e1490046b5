import { fork, type ChildProcess } from "node:child_process";
import { openSync } from "node:fs";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { AdminClient } from "../connector/cli/admin-client";
import { CONNECTOR, type ListeningConnector } from "./be-connector";
import { metric } from "./our-connector";

/** A connector in a process of its own, whose systems' limits are modelled; it can be killed and started again. */
export class LimitedConnector {
  private constructor(
    private readonly child: ChildProcess,
    readonly adminUrl: string,
    readonly client: AdminClient,
  ) {}

  static async start(dynamicsUrl: string, dataFolder: string): Promise<LimitedConnector> {
    const log = openSync(path.join(dataFolder, "connector.log"), "a");
    const child = fork(__filename, [CONNECTOR, dynamicsUrl], {
      stdio: ["ignore", log, "inherit", "ipc"],
      env: {
        ...process.env,
        WAVE_SYNC_HOST: "127.0.0.1",
        WAVE_SYNC_PORT: "0",
        WAVE_SYNC_ADMIN_PORT: "0",
        WAVE_SYNC_ALLOW_LOCAL: "true",
        WAVE_SYNC_DATA: dataFolder,
        LOG_LEVEL: "warn",
      },
    });
    const { adminUrl } = await new Promise<ListeningConnector>((resolve, reject) => {
      child.once("message", (said) => resolve(said as ListeningConnector));
      child.once("exit", (code) => reject(new Error(`The connector ended with ${code}.`)));
    });
    const adminKey = (await readFile(path.join(dataFolder, "admin-key"), "utf8")).trim();
    return new LimitedConnector(child, adminUrl, new AdminClient({ url: adminUrl, adminKey }));
  }

  async memoryMb(): Promise<number> {
    return (await metric(this.adminUrl, "process_resident_memory_bytes")) / 1024 / 1024;
  }

  /** SIGKILL: nothing is given back. */
  kill = () => this.end("SIGKILL");

  stop = () => this.end("SIGTERM");

  private async end(signal: NodeJS.Signals): Promise<void> {
    if (this.child.exitCode !== null || this.child.signalCode !== null) return;
    const exited = new Promise<void>((resolve) => this.child.once("exit", () => resolve()));
    this.child.kill(signal);
    await exited;
  }
}
