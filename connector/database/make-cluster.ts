import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { chmod, cp, mkdir, readdir, readFile, rename, rm } from "node:fs/promises";
import path from "node:path";
import { promisify } from "node:util";

/** Run by Node itself: makes a database in the folder given, and closes it again. */
const MAKE = "require(process.argv[1]).PGlite.create(process.argv[2]).then((db) => db.close())";

/**
 * Puts an empty embedded database into `folder` unless there is one: a copy of the one that the build has made, which takes a moment;
 * made here, where there is none, it takes many seconds.
 */
export async function makeCluster(folder: string): Promise<void> {
  if (existsSync(folder)) return;
  const empty = await emptyCluster(__dirname);
  await beside(folder, (place) =>
    existsSync(empty) ? cp(empty, place, { recursive: true }) : initialise(place),
  );
}

/** Makes the database that all others are copies of. The build does. @param programs where the programs are built */
export async function makeEmptyCluster(programs: string): Promise<void> {
  const folder = await emptyCluster(programs);
  if (!existsSync(folder)) await beside(folder, initialise);
}

/** Another version of the library makes another one. */
async function emptyCluster(programs: string): Promise<string> {
  const library = path.dirname(path.dirname(require.resolve("@electric-sql/pglite")));
  const { version } = JSON.parse(await readFile(path.join(library, "package.json"), "utf8")) as {
    readonly version: string;
  };
  return path.join(path.dirname(programs), `database-${version}`);
}

/** Half a database is never left behind: it is made beside its place and moved there. */
async function beside(folder: string, make: (place: string) => Promise<void>): Promise<void> {
  const place = `${folder}.new`;
  await rm(place, { recursive: true, force: true });
  await mkdir(path.dirname(folder), { recursive: true });
  await make(place);
  await rename(place, folder);
}

/** It takes some 600 MB for a moment, which a process gives back only when it ends: so one of its own does it. */
async function initialise(folder: string): Promise<void> {
  const library = require.resolve("@electric-sql/pglite");
  await promisify(execFile)(process.execPath, ["-e", MAKE, library, folder]);
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
