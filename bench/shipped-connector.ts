import { readFile } from "node:fs/promises";
import path from "node:path";
import { AdminClient } from "../connector/cli/admin-client";
import { startConnector } from "../local/start/connector-process";
import type { Life } from "./killed-connector";
import { metric } from "./our-connector";

const BYTES_IN_MB = 1024 * 1024;

/** The connector as it ships, in a process of its own. @param heapMb what V8 may use */
export async function shippedConnector(place: {
  readonly port: number;
  readonly dataFolder: string;
  readonly heapMb: number;
}): Promise<Life> {
  const { dataFolder, heapMb, port } = place;
  const env = { LOG_LEVEL: "warn", NODE_OPTIONS: `--max-old-space-size=${heapMb}` };
  const connector = await startConnector({ port, dataFolder, env });
  const { adminUrl, stop } = connector;
  const adminKey = (await readFile(path.join(dataFolder, "admin-key"), "utf8")).trim();
  return {
    adminUrl,
    client: new AdminClient({ url: adminUrl, adminKey }),
    memoryMb: async () => (await metric(adminUrl, "process_resident_memory_bytes")) / BYTES_IN_MB,
    async kill() {
      connector.process.kill("SIGKILL");
      await connector.exited;
    },
    stop,
  };
}
