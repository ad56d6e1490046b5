import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { loose, POISONED } from "../support/poison";
import { waveSync } from "../support/program";

describe("wave-sync start --once --contacts, of 1,000 contacts of which ten are poisoned", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "start-"))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("creates the 990 others, names the ten, and ends well", async () => {
    const good = Array.from({ length: 990 }, (_, at) => loose(`good-${at}`, { lastName: `Good ${at}` }));
    const contacts = POISONED.flatMap(([contact], at) => [...good.slice(at * 99, at * 99 + 99), contact]);
    expect(contacts).toHaveLength(1_000);
    const file = path.join(folder, "poisoned.json");
    await writeFile(file, JSON.stringify(contacts));
    const program = waveSync(["start", "--port", "0", "--once", "--contacts", file], { TMPDIR: folder });
    expect(await program.ended).toBe(0);
    const { requests, ...counts } = JSON.parse(program.stdout().trim().split("\n").at(-1) ?? "") as Record<
      string,
      number
    >;
    expect(counts).toEqual({ created: 990, updated: 0, unchanged: 0, skipped: 0, conflict: 0, failed: 10 });
    expect(requests).toBeGreaterThan(0);
  });

  it("takes NUL in a CSV, and leaves it out", async () => {
    const rows = Array.from(
      { length: 20 },
      (_, at) => `ok${at},First${at},Last${at},note ${at === 7 ? "\0" : ""}${at}`,
    );
    const file = path.join(folder, "nul.csv");
    await writeFile(file, ["id,first_name,last_name,note", ...rows].join("\n"));
    const program = waveSync(["start", "--port", "0", "--once", "--contacts", file], { TMPDIR: folder });
    expect(await program.ended).toBe(0);
    expect(JSON.parse(program.stdout().trim().split("\n").at(-1) ?? "")).toMatchObject({
      created: 20,
      failed: 0,
    });
  });
});
