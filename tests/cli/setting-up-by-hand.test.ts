import { generateContacts } from "../../local/samples";
import { SANDBOX_API_KEY } from "../../local/sandboxes/wave";
import { startDynamics, type LocalDynamics } from "../../local/start/local-dynamics";
import { freePort } from "../../local/start/ports";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { waveSync, type Program } from "../support/program";

describe("setting up by hand, command by command", () => {
  let dynamics: LocalDynamics;
  let folder: string;
  let serve: Program;
  let env: Record<string, string>;

  beforeAll(async () => {
    dynamics = await startDynamics({ port: 0, contacts: generateContacts(25, 1) });
    folder = await mkdtemp(path.join(tmpdir(), "by-hand-"));
    env = {
      WAVE_SYNC_PORT: String(await freePort(0)),
      WAVE_SYNC_ADMIN_PORT: String(await freePort(0)),
      WAVE_SYNC_ALLOW_LOCAL: "true",
      WAVE_SYNC_DATA: folder,
      DATAVERSE_URL: dynamics.url,
      DATAVERSE_AUTHORITY: `${dynamics.url}/local`,
      DATAVERSE_CLIENT_ID: "connector",
      DATAVERSE_CLIENT_SECRET: "local",
      WAVE_API_BASE_URL: `${dynamics.url}/sandboxes/wave/v1`,
      WAVE_API_KEY: SANDBOX_API_KEY,
      WAVE_APP_URL: `${dynamics.url}/sandboxes/wave/app`,
    };
  });
  afterAll(async () => {
    serve?.child.kill("SIGKILL");
    await serve?.ended;
    await dynamics?.close();
    await rm(folder, { recursive: true, force: true });
  });

  /** Runs a command to its end. */
  async function run(args: string[], more: Record<string, string> = {}) {
    const program = waveSync(args, { ...env, ...more });
    const code = await program.ended;
    return { code, stdout: program.stdout(), stderr: program.stderr() };
  }

  it("without a connector, every command that needs one says how to start it", async () => {
    for (const command of ["connect", "run", "status"]) {
      const { code, stderr } = await run([command]);
      expect(code).toBe(1);
      expect(stderr).toContain("wave-sync serve");
    }
  });

  it("serve listens until it is asked to stop", async () => {
    serve = waveSync(["serve"], env);
    expect(await serve.says(/listens at \S+/)).toContain(`http://127.0.0.1:${env.WAVE_SYNC_PORT}`);
  });

  it("a second one on the same folder is refused with a cure", async () => {
    const { code, stderr } = await run(["serve"], { WAVE_SYNC_PORT: "0", WAVE_SYNC_ADMIN_PORT: "0" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/in use[\s\S]*WAVE_SYNC_DATA/);
  });

  it("doctor sees that the solution is missing, and says which command brings it", async () => {
    const { code, stdout } = await run(["doctor"], { DATAVERSE_CLIENT_ID: "admin" });
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ The solution is not in this environment\n\s+Run "wave-sync import"/);
  });

  it("the application user, who has no role yet, is told so by doctor and by connect", async () => {
    for (const command of ["doctor", "connect"]) {
      const { code, stdout, stderr } = await run([command]);
      expect(code).toBe(1);
      expect(stdout + stderr).toMatch(/mport[\s\S]*role "?Wave Sync Connector/);
    }
  });

  it("import needs somebody who may", async () => {
    const { code, stderr } = await run(["import"]);
    expect(code).toBe(1);
    expect(stderr).toMatch(/System Customizer|role/);
  });

  it("import brings the solution and waits for its keys", async () => {
    const { code, stderr } = await run(["import", "--managed"], { DATAVERSE_CLIENT_ID: "admin" });
    expect([code, stderr]).toEqual([0, expect.stringContaining("the keys are active")]);
  });

  it("doctor sees that nothing is connected", async () => {
    const { code, stdout } = await run(["doctor"]);
    expect(code).toBe(1);
    expect(stdout).toMatch(/✗ The service endpoint isn't configured yet\n\s+Run "wave-sync connect"/);
  });

  it("connect refuses a wrong key of Wave's, in words", async () => {
    const { code, stderr } = await run(["connect"], { WAVE_API_KEY: "wrong" });
    expect(code).toBe(1);
    expect(stderr).toMatch(/Wave[\s\S]*What to do:/);
    expect(stderr).not.toMatch(/\n\s+at /);
  });

  it("connect joins Wave to the environment; again changes nothing", async () => {
    expect(await run(["connect"])).toMatchObject({
      code: 0,
      stderr: expect.stringMatching(/Connected Wave[\s\S]*contact -> contact/),
    });
    const again = await run(["connect", "--json"]);
    expect(JSON.parse(again.stdout)).toMatchObject({ dataverseUrl: dynamics.url, stepsRegistered: [] });
    expect(dynamics.platform.dataverse.rows("wave_connection")).toHaveLength(1);
  });

  it("run imports all contacts; again finds nothing to do", async () => {
    const first = await run(["run", "--json"]);
    expect([first.code, JSON.parse(first.stdout)]).toEqual([
      0,
      expect.objectContaining({ created: 25, failed: 0 }),
    ]);
    const second = await run(["run"]);
    expect([second.code, second.stderr]).toEqual([0, expect.stringContaining("25 unchanged")]);
  });

  it("status shows what is connected, and the last run", async () => {
    const { code, stdout } = await run(["status"]);
    expect(code).toBe(0);
    expect(stdout).toContain(`${dynamics.url}  connected`);
    expect(stdout).toMatch(/last run: firstImport succeeded\w*, 25 of 25/);
  });

  it("doctor finds nothing wrong", async () => {
    const { code, stdout } = await run(["doctor"]);
    expect(stdout).not.toContain("✗");
    expect(stdout.match(/^✓/gm)?.length).toBeGreaterThanOrEqual(11);
    expect(code).toBe(0);
  });

  it("nowhere in what was said is a secret", async () => {
    const { stdout, stderr } = await run(["doctor", "--json"]);
    const said = [stdout, stderr, serve.stdout(), serve.stderr()].join("\n");
    expect(said).not.toContain(SANDBOX_API_KEY);
  });

  it("disconnect takes the connector out of the environment and leaves every contact", async () => {
    const { code, stderr } = await run(["disconnect"]);
    expect([code, stderr]).toEqual([0, expect.stringContaining("No records were deleted")]);
    expect((await run(["status"])).stdout).toContain(`${dynamics.url}  disconnected`);
    expect(dynamics.platform.dataverse.rows("contact")).toHaveLength(25);
    expect((await run(["disconnect"])).code).toBe(1);
  });

  it("serve ends in order when it is asked to", async () => {
    serve.child.kill("SIGTERM");
    expect(await serve.ended).toBe(0);
  });
});
