import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { createServer, type AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { eventually } from "../support/eventually";
import { waveSync } from "../support/program";

/** What a demo says of itself. */
interface Demo {
  readonly connectorPid: number;
}

let folder: string;
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), "start-"))));
afterEach(() => rm(folder, { recursive: true, force: true }));

/** Temporary folders go below `folder`, so that a test sees what is left. */
const start = (...args: string[]) => waveSync(["start", "--port", "0", ...args], { TMPDIR: folder });

const lastLine = (text: string) => JSON.parse(text.trim().split("\n").at(-1) ?? "") as Record<string, number>;

describe("wave-sync start --once", () => {
  it("does everything and ends with the outcomes as one line of JSON, leaving nothing behind", async () => {
    const program = start("--once", "--count", "30");
    expect(await program.ended).toBe(0);
    const { requests, ...counts } = lastLine(program.stdout());
    expect(counts).toEqual({ created: 30, updated: 0, unchanged: 0, skipped: 0, conflict: 0, failed: 0 });
    expect(requests).toBeGreaterThan(0);
    expect(program.stdout().trim().split("\n")).toHaveLength(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it("takes the contacts from a file", async () => {
    const file = path.join(folder, "people.csv");
    await writeFile(
      file,
      "\uFEFFid;First name;Last name;E-mail\r\n1;Zoë;Müller;zoe@example.test\r\n2;伟;王;wei@example.test\r\n",
    );
    const program = start("--once", "--contacts", file);
    expect(await program.ended).toBe(0);
    expect(lastLine(program.stdout())).toMatchObject({ created: 2, failed: 0 });
  });

  it("starts nothing when the file cannot be taken, and names line and column", async () => {
    const file = path.join(folder, "people.csv");
    await writeFile(file, "id,shoe\n1,42\n");
    const program = start("--once", "--contacts", file);
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toContain(`${file}: line 1, column 2: The header's "shoe" is no field`);
    expect(program.stderr()).not.toMatch(/Local Dynamics is up|\n\s+at /);
    expect(program.stdout()).toBe("");
  });
});

describe("wave-sync start", () => {
  it("says so when the port is taken, and which option helps", async () => {
    const other = createServer().listen(0, "127.0.0.1");
    await new Promise((listening) => other.once("listening", listening));
    const { port } = other.address() as AddressInfo;
    const program = waveSync(["start", "--once", "--port", String(port)]);
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toMatch(new RegExp(`Port ${port} is taken[\\s\\S]*--port`));
    await new Promise((closed) => other.close(closed));
  });

  it("refuses a data folder that is in use, and leaves it alone", async () => {
    await writeFile(path.join(folder, "precious"), "1");
    const program = start("--once", "--data", folder);
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toMatch(/is not empty[\s\S]*--data/);
    expect(await readdir(folder)).toEqual(["precious"]);
  });

  it.each([[["--port", "x"]], [["--count", "-1"]], [["--nonsense"]]])("explains %j", async (args) => {
    const program = start(...args);
    expect(await program.ended).toBe(1);
    expect(program.stderr()).toMatch(/error: .*\n[\s\S]*--help/);
  });

  it("stays until it is asked to stop, then takes the connector along", async () => {
    const data = path.join(folder, "data");
    const program = start("--count", "5", "--data", data);
    const address = /http:\/\/127\.0\.0\.1:\d+/.exec(await program.says(/Open Dynamics: +\S+/))![0];
    const connector = /http:\/\/127\.0\.0\.1:\d+/.exec(await program.says(/Connector: +\S+/))![0];
    const operators = /http:\/\/127\.0\.0\.1:\d+/.exec(await program.says(/For operators: +\S+/))![0];
    expect((await fetch(`${operators}/ready`)).status).toBe(200);
    expect((await fetch(`${address}/sandboxes/wave/control/state`)).status).toBe(200);

    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    await eventually("both to be gone", async () => {
      const answers = await Promise.allSettled([fetch(connector), fetch(address)]);
      return answers.every((answer) => answer.status === "rejected");
    });
    expect(await readdir(data)).toEqual(expect.arrayContaining(["connector.log", "admin-key"]));
  });

  it("is found by the other commands in the same folder, and says it when its connector dies", async () => {
    const program = waveSync(["start", "--port", "0", "--count", "5"], { TMPDIR: folder }, folder);
    const dynamics = /http:\/\/127\.0\.0\.1:\d+/.exec(await program.says(/Open Dynamics: +\S+/))![0];
    const status = waveSync(["status"], {}, folder);
    expect(await status.ended).toBe(0);
    expect(status.stdout() + status.stderr()).toContain(`Using the local demo at ${dynamics}`);

    const demo = JSON.parse(await readFile(path.join(folder, ".wave-sync/local-demo.json"), "utf8")) as Demo;
    process.kill(demo.connectorPid, "SIGKILL");
    await program.says(/The connector has ended \(SIGKILL\)[\s\S]*What to do/);

    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect(await readdir(path.join(folder, ".wave-sync"))).toEqual([]);
  });

  it("stops as well while it is still coming up", async () => {
    const program = start("--count", "2000");
    await program.says("Local Dynamics is up");
    program.child.kill("SIGTERM");
    expect(await program.ended).toBe(0);
    expect(await readdir(folder)).toEqual([]);
  });
});
