import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { FolderInUseError, lockFolder } from "../../connector/database/folder-lock";
import { adminKeyOf, encryptionKeysOf } from "../../connector/settings/key-files";

describe("the data folder", () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "wave-sync-folder-"));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("is refused while another process works in it, and free when that one has ended", async () => {
    const other = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "ignore" });
    await writeFile(path.join(folder, "connector.pid"), String(other.pid));
    await expect(lockFolder(folder)).rejects.toThrow(FolderInUseError);
    await expect(lockFolder(folder)).rejects.toThrow(/WAVE_SYNC_DATA/);
    other.kill("SIGKILL");
    await once(other, "exit");
    const unlock = await lockFolder(folder);
    expect(await readFile(path.join(folder, "connector.pid"), "utf8")).toBe(String(process.pid));
    await unlock();
    await expect(stat(path.join(folder, "connector.pid"))).rejects.toThrow();
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
