import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { chmod, mkdtemp, readdir, rm, stat, utimes, writeFile } from "node:fs/promises";
import { hostname, tmpdir } from "node:os";
import path from "node:path";
import type { Clock } from "../../connector/clock/clock";
import { systemClock } from "../../connector/clock/clock";
import { FolderInUseError, FolderLostError, lockFolder } from "../../connector/database/folder-lock";
import { thisProcess } from "../../connector/database/process-name";
import { adminKeyOf, encryptionKeysOf } from "../../connector/settings/key-files";
import { built } from "../../local/start/project-folder";
import { checkDatabase } from "../../connector/cli/doctor/machine-checks";
import { runConnector } from "./support/connector";
import { startKillable } from "./support/killable";

const RACES = 300;
const RACERS = 4;

/** The machine's clock, in which waiting takes no time: whoever waits for signs of life waits in vain at once. */
function hurried(): Clock {
  let ahead = 0;
  return {
    ...systemClock,
    elapsed: () => performance.now() + ahead,
    sleep: async (ms) => {
      ahead += ms;
    },
  };
}

describe("the data folder", () => {
  let folder: string;
  const started: ChildProcess[] = [];
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-folder-"));
  });
  afterEach(async () => {
    for (const each of started.splice(0)) each.kill("SIGKILL");
    await rm(folder, { recursive: true, force: true });
  });

  async function leaveLock(holder: object, number = 1): Promise<string> {
    const file = path.join(folder, `connector.lock.${number}`);
    await writeFile(file, JSON.stringify(holder));
    return file;
  }

  async function stranger(): Promise<ChildProcess> {
    const child = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    started.push(child);
    await once(child, "spawn");
    return child;
  }

  it("is refused while another holds it, and free once that one has given it back", async () => {
    const lock = await lockFolder(folder);
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
    await expect(lockFolder(folder)).rejects.toThrow(/WAVE_SYNC_DATA/);
    await lock.release();
    const next = await lockFolder(folder);
    expect((await readdir(folder)).filter((name) => name.startsWith("connector."))).toContain(
      "connector.lock.2",
    );
    await next.release();
  });

  it("is taken over from a killed connector, whoever has its number now", async () => {
    const { pid } = await stranger();
    // The number is a living stranger's; the process that held the lock began at another time.
    await leaveLock({ ...(await thisProcess()), pid, started: "1" });
    const lock = await lockFolder(folder);
    lock.check();
    await lock.release();
  });

  it("is taken over after a restart of the machine", async () => {
    await leaveLock({ ...(await thisProcess()), boot: "another start of this machine" });
    await (await lockFolder(folder)).release();
  });

  it.each([
    ["another container", { namespace: "pid:[1]" }],
    ["another machine", { host: `not-${hostname()}` }],
  ])(
    "is refused while somebody in %s shows signs of life, and taken over when there are none",
    async (_, where) => {
      const file = await leaveLock({ ...(await thisProcess()), ...where });
      let beats = 0;
      const beating: Clock = {
        ...hurried(),
        sleep: async () => void (await utimes(file, new Date(), new Date(++beats * 1_000))),
      };
      await expect(lockFolder(folder, beating)).rejects.toThrow(FolderInUseError);
      expect(beats).toBeGreaterThan(0);
      await (await lockFolder(folder, hurried())).release();
    },
  );

  it("is written by nobody who stood still while another took it over", async () => {
    let now = 0;
    const lock = await lockFolder(folder, { ...systemClock, elapsed: () => now });
    lock.check();
    await leaveLock(await thisProcess(), 2);
    now += 60_000;
    expect(() => lock.check()).toThrow(FolderLostError);
    // What it gives back is not its own any more.
    await lock.release();
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
  });

  it(`is never two's, in ${RACES} races for the lock of a dead one`, async () => {
    const dead = { ...(await thisProcess()), started: "1" };
    for (let race = 0; race < RACES; race++) {
      const ground = path.join(folder, String(race));
      await (await lockFolder(ground)).release();
      await writeFile(path.join(ground, "connector.lock.1"), JSON.stringify(dead));
      const locks = await Promise.allSettled(Array.from({ length: RACERS }, () => lockFolder(ground)));
      const got = locks.flatMap((each) => (each.status === "fulfilled" ? [each.value] : []));
      expect(got).toHaveLength(1);
      for (const each of locks)
        if (each.status === "rejected") expect(each.reason).toBeInstanceOf(FolderInUseError);
      await got[0]!.release();
    }
  });

  it("is refused to a connector in another container", async () => {
    const first = await startKillable({ WAVE_SYNC_DATA: folder });
    try {
      const args = [built("bin", "wave-sync.cjs"), "serve"];
      const env = {
        ...process.env,
        WAVE_SYNC_DATA: folder,
        WAVE_SYNC_PORT: "0",
        WAVE_SYNC_ADMIN_PORT: "0",
        LOG_LEVEL: "silent",
      };
      // Where no other namespace can be had, the second one is told that the first one's is another: it sees as little of it.
      const apart = await canUnshare();
      if (!apart) await pretendToBeElsewhere();
      const second = apart
        ? spawn("unshare", ["--pid", "--fork", "--mount-proc", process.execPath, ...args], { env })
        : spawn(process.execPath, args, { env });
      started.push(second);
      let said = "";
      second.stderr!.setEncoding("utf8").on("data", (text: string) => (said += text));
      const [code] = (await once(second, "close")) as [number];
      expect(said).toMatch(/is in use by another connector/);
      expect(code).not.toBe(0);
      expect((await fetch(`${first.adminUrl}/ready`)).status).toBe(200);
    } finally {
      await first.kill();
    }
  });

  async function canUnshare(): Promise<boolean> {
    const probe = spawn("unshare", ["--pid", "--fork", "--mount-proc", "true"], { stdio: "ignore" });
    const code = await Promise.race([
      once(probe, "exit").then(([status]) => status as number),
      once(probe, "error").then(() => 1),
    ]);
    return code === 0;
  }

  async function pretendToBeElsewhere(): Promise<void> {
    const number = Math.max(
      ...(await readdir(folder)).flatMap((name) => /lock\.(\d+)$/.exec(name)?.[1] ?? []).map(Number),
    );
    await leaveLock({ ...(await thisProcess()), host: "elsewhere", namespace: "pid:[1]" }, number);
  }

  it("stops a connector whose folder was taken, and leaves the folder to whoever took it", async () => {
    const connector = await runConnector({ dataFolder: folder });
    const mine = (await readdir(folder)).find((name) => name.startsWith("connector.lock."))!;
    await leaveLock(await thisProcess(), Number(mine.split(".").pop()) + 1);
    await connector.ended;
    expect(connector.log.join("")).toContain("Another connector has taken the data folder");
    await expect(fetch(`${connector.adminUrl}/health`)).rejects.toThrow();
  });

  it("is closed to everybody else at every start, with every file that is in it", async () => {
    await chmod(folder, 0o755);
    const settings = { databaseUrl: undefined, dataFolder: folder } as never;
    expect((await checkDatabase(settings)).state).toBe("failed");
    await (await startKillable({ WAVE_SYNC_DATA: folder })).kill();
    const files = await readdir(folder, { recursive: true });
    expect(files).toContain("postgres/PG_VERSION");
    await (await startKillable({ WAVE_SYNC_DATA: folder })).kill();
    expect((await stat(folder)).mode & 0o077).toBe(0);
    expect((await checkDatabase(settings)).state).toBe("ok");
    const open: string[] = [];
    for (const file of files) {
      const found = await stat(path.join(folder, file)).catch(() => null);
      if (found && (found.mode & 0o077) !== 0) open.push(file);
    }
    // The database makes files anew while it works; nobody else gets as far as them.
    expect(
      open.filter((file) => /^(admin-key|encryption-keys|connector\.|postgres\/base\/\d+\/\d+$)/.test(file)),
    ).toEqual([]);
  });

  it("keeps the keys made at the first start, for the owner's eyes only", async () => {
    const [first] = await encryptionKeysOf(folder);
    expect(first!.key).toHaveLength(32);
    expect((await encryptionKeysOf(folder))[0]!.key).toEqual(first!.key);
    const [a, b] = await Promise.all([adminKeyOf(folder), adminKeyOf(folder)]);
    expect(a).toBe(b);
    expect(a.length).toBeGreaterThanOrEqual(43);
    for (const name of ["encryption-keys", "admin-key"]) {
      expect((await stat(path.join(folder, name))).mode & 0o077).toBe(0);
    }
  });
});
