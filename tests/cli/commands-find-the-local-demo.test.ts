import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { announceDemo } from "../../local/start/demo-file";
import { localDemo } from "../../connector/cli/local-demo";

const PLACES = { dynamics: "http://127.0.0.1:1", connector: "http://127.0.0.1:2", dataFolder: "/nowhere" };

describe("a command in the folder the demo was started in", () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "demo-"))));
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it("finds the demo, with all it needs to work on it", () => {
    const withdraw = announceDemo(PLACES, undefined, folder);
    expect(localDemo({ PATH: "/bin" }, folder)).toMatchObject({
      DATAVERSE_URL: PLACES.dynamics,
      WAVE_SYNC_CONNECTOR: PLACES.connector,
      WAVE_SYNC_DATA: PLACES.dataFolder,
    });
    withdraw();
    expect(localDemo({}, folder)).toBeNull();
  });

  it.each(["WAVE_SYNC_DATA", "WAVE_SYNC_CONNECTOR", "WAVE_SYNC_ADMIN_KEY", "DATAVERSE_URL"])(
    "leaves it alone where %s names something else",
    (name) => {
      const withdraw = announceDemo(PLACES, undefined, folder);
      expect(localDemo({ [name]: "something" }, folder)).toBeNull();
      withdraw();
    },
  );

  it("does not take the file of a demo that ended without tidying up, or one that is no such file", async () => {
    await mkdir(path.join(folder, ".wave-sync"));
    const file = path.join(folder, ".wave-sync", "local-demo.json");
    // No process has this number: the largest Linux gives is 4,194,304.
    await writeFile(file, JSON.stringify({ pid: 4_999_999, env: { DATAVERSE_URL: "http://127.0.0.1:1" } }));
    expect(localDemo({}, folder)).toBeNull();
    await writeFile(file, JSON.stringify({ pid: process.pid, env: { NODE_OPTIONS: "--inspect" } }));
    expect(localDemo({}, folder)).toBeNull();
    await writeFile(file, "{ not json");
    expect(localDemo({}, folder)).toBeNull();
  });

  it("a demo's end leaves the file of the one started after it", () => {
    const withdraw = announceDemo(PLACES, undefined, folder);
    const later = announceDemo({ ...PLACES, dynamics: "http://127.0.0.1:3" }, undefined, folder);
    withdraw();
    expect(localDemo({}, folder)).toMatchObject({ DATAVERSE_URL: "http://127.0.0.1:3" });
    later();
  });
});
