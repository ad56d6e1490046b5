import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { describe as inWords } from "../../connector/cli/doctor/check";
import { checkDatabase, checkNode, checkPorts, checkZip } from "../../connector/cli/doctor/machine-checks";
import { readSettings } from "../../connector/settings/read-settings";

const settings = (env: Record<string, string> = {}) =>
  readSettings({ WAVE_SYNC_DATA: path.join(tmpdir(), "doctor-data"), ...env });

describe("doctor, on this machine", () => {
  it.each([
    ["18.20.0", "failed"],
    ["20.18.9", "failed"],
    ["20.19.0", "ok"],
    ["22.0.0", "ok"],
  ])("finds Node %s %s", async (version, state) => expect((await checkNode(version)).state).toBe(state));

  it("says how to build a zip that is not there", async () => {
    expect(await checkZip("/no/such.zip")).toMatchObject({ state: "failed", cure: 'Run "npm run build".' });
  });

  it("finds a port that another program has, unless that is the connector", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => other.once("listening", listening));
    const port = String((other.address() as AddressInfo).port);
    for (const [at, name] of ["WAVE_SYNC_PORT", "WAVE_SYNC_ADMIN_PORT"].entries()) {
      const taken = settings({ WAVE_SYNC_PORT: "0", WAVE_SYNC_ADMIN_PORT: "0", [name]: port });
      const look = async (ours: boolean) => (await checkPorts(taken, ours))[at]!;
      expect(await look(false)).toMatchObject({ state: "failed", cure: expect.stringContaining(name) });
      expect((await look(true)).state).toBe("ok");
    }
    await new Promise((closed) => other.close(closed));
    const free = settings({ WAVE_SYNC_PORT: port, WAVE_SYNC_ADMIN_PORT: "0" });
    expect((await checkPorts(free, false)).map(({ state }) => state)).toEqual(["ok", "ok"]);
  });

  it("finds a data folder that cannot be one", async () => {
    const folder = await mkdtemp(path.join(tmpdir(), "doctor-"));
    const file = path.join(folder, "file");
    await writeFile(file, "");
    expect(await checkDatabase(settings({ WAVE_SYNC_DATA: file }))).toMatchObject({ state: "failed" });
    expect(await checkDatabase(settings({ WAVE_SYNC_DATA: folder }))).toMatchObject({ state: "ok" });
    await rm(folder, { recursive: true });
  });

  it("finds a database that does not answer, and does not show its password", async () => {
    const finding = await checkDatabase(settings({ DATABASE_URL: "postgres://me:pa55word@127.0.0.1:1/db" }));
    expect(finding).toMatchObject({ state: "failed", cure: expect.stringContaining("DATABASE_URL") });
    expect(inWords(finding)).not.toContain("pa55word");
  });

  it("puts the cure below what is wrong", () => {
    expect(inWords({ state: "failed", what: "Broken", cure: "Mend it." })).toBe("✗ Broken\n    Mend it.");
    expect(inWords({ state: "ok", what: "Fine" })).toBe("✓ Fine");
  });
});
