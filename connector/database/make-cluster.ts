import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** Run by Node itself: makes a database in the folder given, and closes it again. */
const MAKE = "require(process.argv[1]).PGlite.create(process.argv[2]).then((db) => db.close())";

/**
 * Makes an empty embedded database in `folder` unless there is one. That takes some 600 MB for a moment, which a process gives
 * back only when it ends: so a process of its own does it, and the connector stays small from its first start.
 * Half a database is never left behind: it is made beside its place and moved there.
 */
export async function makeCluster(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const beside = `${folder}.new`;
  await rm(beside, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  const library = require.resolve("@electric-sql/pglite");
  await promisify(execFile)(process.execPath, ["-e", MAKE, library, beside]);
  await rename(beside, folder);
}

/**
 * Closes every file and folder of the database to other users: the embedded database makes most of its files open to all, whatever the
 * process' umask. What it makes later is kept from others by the data folder, which is closed too.
 */
export async function closeToOthers(folder: string): Promise<void> {
  if (process.platform === "win32") return;
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true }))
    await chmod(path.join(entry.parentPath, entry.name), entry.isDirectory() ? 0o700 : 0o600);
}
