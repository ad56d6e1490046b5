import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunView } from "../../connector/connect/admin-api";
import { isFinished } from "../../connector/state/run-status";
import { connectFront } from "../../local/start/scenario";
import { accountsWorld } from "../accounts-world";
import type { Configuration } from "../configuration";
import type { FrontState } from "../dynamics";
import { GOALS, verdict } from "../goals";
import { LimitedConnector } from "../limited-connector";
import { openDynamics, type OpenDynamics } from "../open-dynamics";
import { table } from "../report";
import type { Scene } from "./scene";

const LOOK_EVERY_MS = 500;
/** Parts of the accounts that are done when the connector is killed. */
const KILLED_AT = [0.3, 0.7];

/** All accounts of a large company to Front, within Front's limit, by a connector that is killed twice on the way; then once more. */
export const accountsToFront: Scene = {
  describe: ({ accounts, frontPerMinute, requestMs, rowMs }) => {
    const { inFront, necessary, counts } = accountsWorld(accounts);
    return [
      `${accounts} accounts of Dynamics; Front holds ${inFront.length} at first, so that ${counts.created} are to be made, ${counts.updated} changed and ${counts.unchanged} left alone.`,
      `Front's limit is ${frontPerMinute} requests a minute of all, by a clock of its own that is turned while the connector waits; a fifth is left to others.`,
      `Modelled cost of Dataverse: ${requestMs} ms a request, ${rowMs} ms a row written. The connector is killed when ${KILLED_AT.map((part) => part * 100).join(" and ")} % are done.`,
      `Necessary are ${necessary.pages} pages, ${necessary.creations} creations, ${necessary.changes} changes, and ${necessary.readBefore} readings of domains that a change has to keep: ${necessary.total} requests.`,
    ].join("\n");
  },

  async run(configuration, tell) {
    const { accounts, frontPerMinute: perMinute } = configuration;
    const dynamics = await openDynamics({ ...configuration, contacts: 0, front: { accounts, perMinute } });
    const dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-bench-"));
    const watch = new Watch(dynamics, dataFolder, tell);
    try {
      return await measure(configuration, dynamics, watch);
    } finally {
      await watch.stop();
      await dynamics.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function measure({ accounts }: Configuration, dynamics: OpenDynamics, watch: Watch) {
  const { necessary, counts } = accountsWorld(accounts);
  await watch.connect();
  const before = await watch.front();
  const began = performance.now();
  const run = await watch.run(KILLED_AT.map((part) => part * accounts));
  const seconds = (performance.now() - began) / 1000;
  const after = await watch.front();
  watch.tell(`ended with ${JSON.stringify(run.counts)}`);
  const requests = after.requests - before.requests;
  const { version } = await dynamics.ask<{ readonly version: number }>({ ask: "version" });
  const memory = watch.memory.splice(0);
  const second = await watch.run([]);
  const again = await watch.front();
  const { written } = await dynamics.ask<{ readonly written: number }>({ ask: "written", since: version });
  const quarter = (n: number) => {
    const part = memory.slice((memory.length * n) / 4, (memory.length * (n + 1)) / 4);
    return part.reduce((sum, mb) => sum + mb, 0) / part.length;
  };
  const peak = Math.max(...memory, ...watch.memory);
  return {
    text: table([
      [
        "",
        "created",
        "updated",
        "unchanged",
        "other",
        "requests to Front",
        "writes to Front",
        "hours by Front's clock",
        "seconds",
      ],
      row("first run", run, requests, after.writes - before.writes, after.ahead - before.ahead, seconds),
      row(
        "second run",
        second,
        again.requests - after.requests,
        again.writes - after.writes,
        again.ahead - after.ahead,
      ),
    ]).concat(
      `\n\nMemory of the connector in MB, by quarters of the first run: ${[0, 1, 2, 3].map((n) => quarter(n).toFixed(0)).join(", ")}; peak ${peak.toFixed(0)}.`,
    ),
    verdicts: [
      verdict("accounts that are not as they should be", differences(run, counts), 0),
      verdict(
        "requests to Front beside the necessary, times",
        requests / necessary.total,
        GOALS.timesNecessary,
      ),
      verdict("peak memory in MB", Math.round(peak), GOALS.peakMemoryManyMb),
      verdict("last quarter beside the second, times", quarter(3) / quarter(1), GOALS.memoryGrowth),
      verdict("second run: writes to Front", again.writes - after.writes, 0),
      verdict("second run: rows written", written, 0),
    ],
  };
}

function row(name: string, run: RunView, requests: number, writes: number, ms: number, seconds?: number) {
  const { created, updated, unchanged } = run.counts;
  const other = run.done - created - updated - unchanged;
  const hours = (ms / 3_600_000).toFixed(1);
  return [
    name,
    ...[created, updated, unchanged, other, requests, writes].map(String),
    hours,
    seconds?.toFixed(0) ?? "",
  ];
}

function differences(
  { counts, done }: RunView,
  wanted: { created: number; updated: number; unchanged: number },
) {
  const off = (["created", "updated", "unchanged"] as const).map((each) =>
    Math.abs(counts[each] - wanted[each]),
  );
  const total = wanted.created + wanted.updated + wanted.unchanged;
  return off.reduce((sum, each) => sum + each, 0) + Math.abs(done - total);
}

/** The connector and what it holds, over its lives. */
class Watch {
  readonly memory: number[] = [];
  private connector: LimitedConnector | undefined;

  constructor(
    private readonly dynamics: OpenDynamics,
    private readonly dataFolder: string,
    readonly tell: (line: string) => void,
  ) {}

  async connect(): Promise<void> {
    const { url } = this.dynamics;
    const connector = await this.start();
    await connectFront({ dynamics: url, connector: connector.adminUrl, dataFolder: this.dataFolder }, true);
  }

  front(): Promise<FrontState> {
    return this.dynamics.ask<FrontState>({ ask: "front" });
  }

  /** Runs to the end, and kills the connector when so many accounts are done. */
  async run(killedAt: readonly number[]): Promise<RunView> {
    const { runId } = await this.connector!.client.startRun({ kind: "onDemand" });
    const kills = [...killedAt];
    for (let looks = 0; ; looks++) {
      const run = await this.connector!.client.run(runId);
      this.memory.push(await this.connector!.memoryMb());
      if (looks % 60 === 0)
        this.tell(
          `${run.done} accounts done, ${this.memory.at(-1)!.toFixed(0)} MB${run.endsOn ? `, ends ${run.endsOn}` : ""}`,
        );
      if (isFinished(run.status)) {
        if (run.status === "failed") throw new Error(`The run failed: ${run.problem?.message}`);
        return run;
      }
      if (kills[0] !== undefined && run.done >= kills[0]) {
        kills.shift();
        this.tell(`killed after ${run.done} accounts`);
        await this.connector!.kill();
        await this.start();
      }
      await new Promise((resolve) => setTimeout(resolve, LOOK_EVERY_MS));
    }
  }

  async stop(): Promise<void> {
    await this.connector?.stop();
  }

  private async start(): Promise<LimitedConnector> {
    return (this.connector = await LimitedConnector.start(this.dynamics.url, this.dataFolder));
  }
}
