import { mkdir, mkdtemp, readdir, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { StartError } from "./start-error";

/** Where the connector keeps its state while the local Dynamics runs. */
export interface DataFolder {
  readonly path: string;
  /** Removes a temporary folder; one a person named stays. */
  release(): Promise<void>;
}

/**
 * A folder with nothing in it. The local Dynamics begins empty each time, so a connector that remembers another one would
 * believe in rows that are not there: a folder that is in use is refused.
 */
export async function openDataFolder(wanted: string | undefined): Promise<DataFolder> {
  if (wanted === undefined) return temporary();
  const folder = path.resolve(wanted);
  await mkdir(folder, { recursive: true }).catch((error: NodeJS.ErrnoException) => {
    throw new StartError(
      `The folder ${folder} cannot be made (${error.code}).`,
      "Name another with --data, or leave --data out.",
    );
  });
  if ((await readdir(folder)).length > 0) {
    throw new StartError(
      `The folder ${folder} is not empty.`,
      "The local Dynamics begins empty, so the connector must too: name an empty folder with --data, or leave --data out.",
    );
  }
  return { path: folder, release: async () => undefined };
}

async function temporary(): Promise<DataFolder> {
  const folder = await mkdtemp(path.join(tmpdir(), "wave-sync-"));
  return { path: folder, release: () => rm(folder, { recursive: true, force: true, maxRetries: 3 }) };
}
