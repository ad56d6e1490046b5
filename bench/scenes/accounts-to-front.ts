import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunView } from "../../connector/connect/admin-api";
import { connectFront } from "../../local/start/scenario";
import { accountsWorld } from "../accounts-world";
import type { Configuration } from "../configuration";
import type { FrontState } from "../dynamics";
import { GOALS, verdict } from "../goals";
import { KilledConnector } from "../killed-connector";
import { LimitedConnector } from "../limited-connector";
import { openDynamics, type OpenDynamics } from "../open-dynamics";
import { quartersOf, table } from "../report";
import type { Scene } from "./scene";

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
    try {
      const launch = () => LimitedConnector.start(dynamics.url, dataFolder);
      const connector = await KilledConnector.start(launch, tell);
      try {
        await connectFront({ dynamics: dynamics.url, connector: connector.adminUrl, dataFolder }, true);
        return await measure(configuration, dynamics, connector, tell);
      } finally {
        await connector.stop();
      }
    } finally {
      await dynamics.close();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function measure(
  { accounts }: Configuration,
  dynamics: OpenDynamics,
  connector: KilledConnector,
  tell: (line: string) => void,
) {
  const { necessary, counts } = accountsWorld(accounts);
  const front = () => dynamics.ask<FrontState>({ ask: "front" });
  const before = await front();
  const began = performance.now();
  const run = await connector.run(
    "onDemand",
    KILLED_AT.map((part) => part * accounts),
  );
  const seconds = (performance.now() - began) / 1000;
  const after = await front();
  tell(`ended with ${JSON.stringify(run.counts)}`);
  const requests = after.requests - before.requests;
  const { version } = await dynamics.ask<{ readonly version: number }>({ ask: "version" });
  const memory = connector.memory.splice(0);
  const second = await connector.run("onDemand", []);
  const again = await front();
  const { written } = await dynamics.ask<{ readonly written: number }>({ ask: "written", since: version });
  const quarters = quartersOf(memory);
  const peak = Math.max(...memory, ...connector.memory);
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
      `\n\nMemory of the connector in MB, by quarters of the first run: ${quarters.map((mb) => mb.toFixed(0)).join(", ")}; peak ${peak.toFixed(0)}.`,
    ),
    verdicts: [
      verdict("accounts that are not as they should be", differences(run, counts), 0),
      verdict(
        "requests to Front beside the necessary, times",
        requests / necessary.total,
        GOALS.timesNecessary,
      ),
      verdict("peak memory in MB", Math.round(peak), GOALS.peakMemoryManyMb),
      verdict("last quarter beside the second, times", quarters[3] / quarters[1], GOALS.memoryGrowth),
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
