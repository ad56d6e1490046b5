import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunView } from "../../connector/admin/types";
import { AdminClient } from "../../connector/cli/admin-client";
import { waitForRun } from "../../connector/cli/wait-for-run";
import { startConnector } from "../../local/start/connector-process";
import { freePort } from "../../local/start/ports";
import { connect } from "../../local/start/scenario";
import type { Contender } from "./contender";

/**
 * This engine, as it ships: a process of its own that reads from Wave, matches, maps, writes in bulk, keeps its state and
 * tells. The time is the run's own, from being taken up to its end.
 */
export const engine: Contender = {
  name: "Wave Sync",
  async run({ url }) {
    const dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-bench-"));
    const connector = await startConnector({
      port: await freePort(0),
      dataFolder,
      env: { LOG_LEVEL: "warn" },
    });
    const places = { dynamics: url, connector: connector.url, dataFolder };
    try {
      await connect(places, true);
      const adminKey = (await readFile(path.join(dataFolder, "admin-key"), "utf8")).trim();
      return fromRun(await firstImport(new AdminClient({ url: connector.url, adminKey })));
    } finally {
      await connector.stop();
      await rm(dataFolder, { recursive: true, force: true });
    }
  },
};

async function firstImport(client: AdminClient): Promise<RunView> {
  const { runId } = await client.startRun({ kind: "firstImport" });
  return waitForRun(client, runId, { update: () => undefined, stop: () => undefined });
}

function fromRun({ startedOn, endedOn, requests, counts, status }: RunView) {
  if (status === "failed" || !startedOn || !endedOn || counts.created === 0)
    throw new Error(`The first import ended as ${status}.`);
  return {
    seconds: (Date.parse(endedOn) - Date.parse(startedOn)) / 1000,
    requests,
    rows: 2 * counts.created,
  };
}
