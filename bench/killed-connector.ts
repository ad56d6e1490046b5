import { readFile } from "node:fs/promises";
import path from "node:path";
import { AdminClient } from "../connector/cli/admin-client";
import type { RunView, StartRunRequest } from "../connector/connect/admin-api";
import { isFinished } from "../connector/state/run-status";
import { startConnector, type ConnectorProcess } from "../local/start/connector-process";
import { freePort } from "../local/start/ports";
import { metric } from "./our-connector";

const LOOK_EVERY_MS = 500;
/** A line on the screen for so many looks. */
const TOLD_EVERY = 60;
const BYTES_IN_MB = 1024 * 1024;

/** The connector as it ships, over its lives: it is killed in the middle of a run, and started again on the same folder and port. */
export class KilledConnector {
  /** Resident memory at each look, in megabytes. */
  readonly memory: number[] = [];
  private life!: ConnectorProcess;
  private client!: AdminClient;

  private constructor(
    private readonly dataFolder: string,
    private readonly port: number,
    /** What V8 may use in all its lives, in megabytes. */
    private readonly heapMb: number,
    private readonly tell: (line: string) => void,
  ) {}

  static async start(
    dataFolder: string,
    heapMb: number,
    tell: (line: string) => void,
  ): Promise<KilledConnector> {
    const connector = new KilledConnector(dataFolder, await freePort(0), heapMb, tell);
    await connector.start();
    return connector;
  }

  get adminUrl(): string {
    return this.life.adminUrl;
  }

  /**
   * Runs to the end. The connector is killed as soon as so many records are done.
   * @throws Error when the run fails, or ends before it was killed so often
   */
  async run(kind: StartRunRequest["kind"], killedAt: readonly number[]): Promise<RunView> {
    const { runId } = await this.client.startRun({ kind });
    const kills = [...killedAt];
    for (let looks = 0; ; looks++) {
      const run = await this.client.run(runId);
      this.memory.push((await metric(this.adminUrl, "process_resident_memory_bytes")) / BYTES_IN_MB);
      if (looks % TOLD_EVERY === 0) this.tell(`${run.done} done, ${this.memory.at(-1)!.toFixed(0)} MB`);
      if (isFinished(run.status)) {
        if (run.status === "failed") throw new Error(`The run failed: ${run.problem?.message}`);
        if (kills.length > 0) throw new Error("The run ended before it was killed.");
        return run;
      }
      if (kills[0] !== undefined && run.done >= kills[0]) {
        kills.shift();
        await this.kill();
        this.tell(`killed after ${run.done}`);
        await this.start();
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  stop = (): Promise<void> => this.life.stop();

  /** SIGKILL: nothing is given back. */
  private async kill(): Promise<void> {
    this.life.process.kill("SIGKILL");
    await this.life.exited;
  }

  private async start(): Promise<void> {
    const env = { LOG_LEVEL: "warn", NODE_OPTIONS: `--max-old-space-size=${this.heapMb}` };
    this.life = await startConnector({ port: this.port, dataFolder: this.dataFolder, env });
    const adminKey = (await readFile(path.join(this.dataFolder, "admin-key"), "utf8")).trim();
    this.client = new AdminClient({ url: this.adminUrl, adminKey });
  }
}
