import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { RunView, StartRunRequest } from "../connector/connect/admin-api";
import { AdminClient } from "../connector/cli/admin-client";
import { waitForRun } from "../connector/cli/wait-for-run";
import { startConnector } from "../local/start/connector-process";
import { freePort } from "../local/start/ports";
import { connect } from "../local/start/scenario";

/** This engine as it ships: a process of its own, connected to the local Dynamics and Wave's sandbox. */
export interface OurConnector {
  readonly client: AdminClient;
  /** Memory the process holds now, in megabytes. */
  memoryMb(): Promise<number>;
  /** Processor time the process has used, in seconds. */
  cpuSeconds(): Promise<number>;
  /** Requests that the process has sent to Dataverse. */
  requests(): Promise<number>;
  /** Starts a run and waits for its end. @throws Error when it fails */
  run(kind: RunKind): Promise<RunView>;
  stop(): Promise<void>;
}

type RunKind = StartRunRequest["kind"];

/** @param join connects it; to Wave unless said otherwise */
export async function openConnector(dynamicsUrl: string, join = connect): Promise<OurConnector> {
  const dataFolder = await mkdtemp(path.join(tmpdir(), "wave-sync-bench-"));
  const connector = await startConnector({
    port: await freePort(0),
    dataFolder,
    env: { LOG_LEVEL: "warn" },
  });
  const stop = async () => {
    await connector.stop();
    await rm(dataFolder, { recursive: true, force: true });
  };
  try {
    await join({ dynamics: dynamicsUrl, connector: connector.adminUrl, dataFolder }, true);
    const adminKey = (await readFile(path.join(dataFolder, "admin-key"), "utf8")).trim();
    const client = new AdminClient({ url: connector.adminUrl, adminKey });
    return {
      client,
      stop,
      memoryMb: async () => (await metric(connector.adminUrl, "process_resident_memory_bytes")) / BYTES_IN_MB,
      cpuSeconds: () => metric(connector.adminUrl, "process_cpu_seconds_total"),
      requests: () => metric(connector.adminUrl, "dataverse_request_seconds_count"),
      async run(kind) {
        const { runId } = await client.startRun({ kind });
        const run = await waitForRun(client, runId, { update: () => undefined, stop: () => undefined });
        if (run.status === "failed") throw new Error(`The run failed: ${run.problem?.message}`);
        return run;
      },
    };
  } catch (error) {
    await stop();
    throw error;
  }
}

const BYTES_IN_MB = 1024 * 1024;

/** As the connector's own metrics tell it. */
export async function metric(url: string, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const value = new RegExp(`^wave_sync_${name} (\\S+)$`, "m").exec(text)?.[1];
  if (value === undefined) throw new Error(`The connector's metrics do not tell ${name}.`);
  return Number(value);
}
