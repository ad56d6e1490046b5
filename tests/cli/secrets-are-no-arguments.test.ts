import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { Command } from "commander";
import { withDataverseOptions } from "../../connector/cli/dataverse-options";
import { createProgram } from "../../connector/cli/program";
import { withSystemOptions } from "../../connector/cli/system-options";
import { travelsSafely } from "../../connector/database/travels-safely";

describe("secrets on the command line", () => {
  const before = { ...process.env };
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(path.join(tmpdir(), "secrets-"));
    process.env = {};
  });
  afterEach(async () => {
    process.env = { ...before };
    await rm(folder, { recursive: true });
  });

  async function optionsOf(...args: string[]): Promise<Record<string, unknown>> {
    let options: Record<string, unknown> = {};
    const command = withSystemOptions(withDataverseOptions(new Command("connect"))).action(
      (given: object) => {
        options = { ...given };
      },
    );
    await command.parseAsync(args, { from: "user" });
    return options;
  }

  it("are no argument of any command", () => {
    for (const command of createProgram().commands)
      for (const option of command.options.filter(({ required, optional }) => required || optional))
        expect(option.long).not.toMatch(/(secret|key|password)$/);
  });

  it("come from the environment", async () => {
    process.env = { DATAVERSE_CLIENT_SECRET: "s", WAVE_API_KEY: "k", WAVE_WEBHOOK_SECRET: "w" };
    expect(await optionsOf()).toMatchObject({ clientSecret: "s", waveKey: "k", waveWebhookSecret: "w" });
  });

  it("or from files, which count before it", async () => {
    const file = path.join(folder, "secret");
    await writeFile(file, "from a file\n");
    process.env = { DATAVERSE_CLIENT_SECRET: "s", WAVE_API_KEY_FILE: file };
    expect(await optionsOf("--client-secret-file", file)).toMatchObject({
      clientSecret: "from a file",
      waveKey: "from a file",
    });
  });

  it("and a file that cannot be read is said", async () => {
    await expect(optionsOf("--wave-key-file", path.join(folder, "none"))).rejects.toMatchObject({
      code: "NO_SECRET_FILE",
      nextStep: expect.stringContaining("--wave-key-file"),
    });
  });
});

describe("a database's address", () => {
  it.each([
    ["postgres://u:p@127.0.0.1/db", true],
    ["postgres://u:p@localhost:5432/db", true],
    ["postgres:///db?host=/var/run/postgresql", true],
    ["postgres://u:p@db.example.com/db?sslmode=verify-full", true],
    ["postgres://u:p@db.example.com/db", false],
    ["postgres://u:p@db.example.com/db?sslmode=require", false],
    ["postgres://u:p@10.0.0.5/db?sslmode=disable", false],
  ])("%s is safe to send personal data to: %s", (url, safe) => expect(travelsSafely(url)).toBe(safe));
});
