import type { AdminClient } from "../connector/cli/admin-client";
import type { RunView, StartRunRequest } from "../connector/connect/admin-api";
import { isFinished } from "../connector/state/run-status";

const LOOK_EVERY_MS = 500;
/** A line on the screen for so many looks. */
const TOLD_EVERY = 60;

/** One life of a connector: a process. */
export interface Life {
  readonly adminUrl: string;
  readonly client: AdminClient;
  memoryMb(): Promise<number>;
  /** SIGKILL: nothing is given back. */
  kill(): Promise<void>;
  stop(): Promise<void>;
}

/** A connector over its lives: it is killed in the middle of a run, and started again on what it left behind. */
export class KilledConnector {
  /** Resident memory at each look, in megabytes. */
  readonly memory: number[] = [];
  private life!: Life;

  private constructor(
    private readonly launch: () => Promise<Life>,
    private readonly tell: (line: string) => void,
  ) {}

  static async start(launch: () => Promise<Life>, tell: (line: string) => void): Promise<KilledConnector> {
    const connector = new KilledConnector(launch, tell);
    connector.life = await launch();
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
    const { runId } = await this.life.client.startRun({ kind });
    const kills = [...killedAt];
    for (let looks = 0; ; looks++) {
      const run = await this.life.client.run(runId);
      this.memory.push(await this.life.memoryMb());
      if (looks % TOLD_EVERY === 0)
        this.tell(
          `${run.done} done, ${this.memory.at(-1)!.toFixed(0)} MB${run.endsOn ? `, ends ${run.endsOn}` : ""}`,
        );
      if (isFinished(run.status)) {
        if (run.status === "failed") throw new Error(`The run failed: ${run.problem?.message}`);
        if (kills.length > 0) throw new Error("The run ended before it was killed.");
        return run;
      }
      if (kills[0] !== undefined && run.done >= kills[0]) {
        kills.shift();
        this.tell(`killed after ${run.done}`);
        await this.life.kill();
        this.life = await this.launch();
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  stop = (): Promise<void> => this.life.stop();
}
