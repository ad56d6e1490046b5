import { readdirSync } from "node:fs";
import { link, mkdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { systemClock, type Clock } from "../clock/clock";
import { isSameProcess, thisProcess, type ProcessName } from "./process-name";

const NAME = /^connector\.lock\.(\d+)$/;
/** The holder shows a sign of life so often, */
const BEAT_EVERY_MS = 3_000;
/** and is taken to be dead after so long without one, where there is no better way to tell. */
const DEAD_AFTER_MS = 30_000;
const LOOK_EVERY_MS = 500;
/** Only the connector's own user has any business in its folder. */
const OWNER_ONLY = 0o700;

/** Another connector already works in this data folder. */
export class FolderInUseError extends Error {
  override readonly name = "FolderInUseError";

  constructor(folder: string, { pid, host }: ProcessName) {
    super(
      `The data folder ${folder} is in use by another connector (process ${pid} on ${host}). ` +
        "Stop that one, set WAVE_SYNC_DATA to another folder, or let both share a server with DATABASE_URL.",
    );
  }
}

/** This process has lost its data folder to another connector: it must not write there any more. */
export class FolderLostError extends Error {
  override readonly name = "FolderLostError";

  constructor(folder: string) {
    super(`Another connector has taken the data folder ${folder}. This one stops.`);
  }
}

/** A data folder this process may write to. */
export interface FolderLock {
  /** Throws a FolderLostError once the folder is somebody else's. Cheap: asked before every statement. */
  check(): void;
  /** Gives the folder back. */
  release(): Promise<void>;
}

interface Held extends ProcessName {
  /** The holder has given it back. */
  readonly free?: true;
}

/**
 * Keeps two processes out of one embedded database, which would destroy it; in one container or in several.
 *
 * The lock is a file with a number, and the highest number holds. Whoever finds it given back, or its holder dead, creates the next
 * number: of any who try, one succeeds, since a file can be created once. The highest is never removed, so that whoever comes late with
 * an older number sees that it is not the highest. Its date is the holder's sign of life.
 */
export async function lockFolder(folder: string, clock: Clock = systemClock): Promise<FolderLock> {
  await mkdir(folder, { recursive: true, mode: OWNER_ONLY });
  for (;;) {
    const highest = highestIn(folder);
    if (highest > 0) await waitForDeath(folder, highest, clock);
    const own = highest + 1;
    if (!(await create(folder, own))) continue;
    if (highestIn(folder) === own) return new HeldLock(folder, own, clock);
    await rm(fileOf(folder, own), { force: true });
  }
}

class HeldLock implements FolderLock {
  private readonly endBeats: () => void;
  private checkedOn: number;

  constructor(
    private readonly folder: string,
    private readonly number: number,
    private readonly clock: Clock,
  ) {
    this.checkedOn = clock.elapsed();
    void this.removeOlder();
    this.endBeats = clock.every(BEAT_EVERY_MS, () => {
      const now = new Date();
      // A folder that is gone for a moment is no loss; a higher number is, and everybody meets it in `check`.
      utimes(fileOf(folder, number), now, now).catch(() => {});
    });
  }

  check(): void {
    const now = this.clock.elapsed();
    // Whoever stood still may have been taken for dead: looked at before the next thing is written.
    if (now - this.checkedOn < BEAT_EVERY_MS) return;
    if (highestIn(this.folder) !== this.number) throw new FolderLostError(this.folder);
    this.checkedOn = now;
  }

  async release(): Promise<void> {
    this.endBeats();
    if (highestIn(this.folder) !== this.number) return;
    const free: Held = { ...(await thisProcess()), free: true };
    await writeFile(fileOf(this.folder, this.number), JSON.stringify(free));
  }

  private async removeOlder(): Promise<void> {
    for (const number of numbersIn(this.folder))
      if (number < this.number) await rm(fileOf(this.folder, number), { force: true });
  }
}

/** Comes back when nobody holds the number any more. @throws FolderInUseError */
async function waitForDeath(folder: string, number: number, clock: Clock): Promise<void> {
  const began = clock.elapsed();
  const first = await signOfLife(folder, number);
  for (;;) {
    const holder = await readHolder(folder, number);
    if (holder?.free) return;
    const same = holder && (await isSameProcess(holder));
    if (same === false) return;
    // Somebody who cannot be seen from here (another container, another machine) shows signs of life, or not.
    if (same === true || (await signOfLife(folder, number)) !== first)
      throw new FolderInUseError(folder, holder ?? { pid: 0, host: "unknown" });
    if (clock.elapsed() - began > DEAD_AFTER_MS) return;
    await clock.sleep(LOOK_EVERY_MS);
  }
}

/** False: there is one already. It appears with all that stands in it, or not at all. */
async function create(folder: string, number: number): Promise<boolean> {
  const me = await thisProcess();
  const draft = path.join(folder, `connector.draft.${me.pid}.${number}.${process.hrtime.bigint()}`);
  await writeFile(draft, JSON.stringify(me), { mode: 0o600 });
  try {
    await link(draft, fileOf(folder, number));
    return true;
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === "EEXIST") return false;
    // A volume without links: what is missing for a moment is taken for somebody who cannot be seen.
    if (code !== "EPERM" && code !== "ENOTSUP" && code !== "ENOSYS") throw error;
    return writeFile(fileOf(folder, number), JSON.stringify(me), { flag: "wx", mode: 0o600 }).then(
      () => true,
      () => false,
    );
  } finally {
    await rm(draft, { force: true });
  }
}

const fileOf = (folder: string, number: number) => path.join(folder, `connector.lock.${number}`);

function numbersIn(folder: string): readonly number[] {
  return readdirSync(folder).flatMap((name) => {
    const found = NAME.exec(name);
    return found ? [Number(found[1])] : [];
  });
}

const highestIn = (folder: string) => Math.max(0, ...numbersIn(folder));

/** Changes with every sign of life; which date it is does not matter, since clocks differ. */
async function signOfLife(folder: string, number: number): Promise<number> {
  return stat(fileOf(folder, number)).then(
    ({ mtimeMs }) => mtimeMs,
    () => -1,
  );
}

async function readHolder(folder: string, number: number): Promise<Held | null> {
  try {
    return JSON.parse(await readFile(fileOf(folder, number), "utf8")) as Held;
  } catch {
    return null;
  }
}
