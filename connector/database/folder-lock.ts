import { mkdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";

const LOCK_FILE = "connector.pid";

/** Another connector already works in this data folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";

  constructor(folder: string, pid: number) {
    super(
      `The data folder ${folder} is in use by another connector (process ${pid}). ` +
        "Stop that one, set WAVE_SYNC_DATA to another folder, or let both share a server with DATABASE_URL.",
    );
  }
}

/**
 * Keeps two processes out of one embedded database, which would destroy it. A lock left by a killed process is taken over.
 * @returns gives the folder back
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  await mkdir(folder, { recursive: true });
  const file = path.join(folder, LOCK_FILE);
  const own = `${process.pid}`;
  for (;;) {
    try {
      await writeFile(file, own, { flag: "wx" });
      return () => rm(file, { force: true });
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== "EEXIST") throw error;
    }
    const holder = Number(await readFile(file, "utf8").catch(() => ""));
    if (holder !== process.pid && isAlive(holder)) throw new FolderInUseError(folder, holder);
    await rm(file, { force: true });
  }
}

function isAlive(pid: number): boolean {
  if (!Number.isInteger(pid) || pid <= 0) return false;
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    return (error as NodeJS.ErrnoException).code === "EPERM";
  }
}
