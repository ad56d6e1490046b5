import { spawnSync } from "node:child_process";
import path from "node:path";
import { Command } from "commander";
import { givenSystems, systemMeant, withSystemOptions } from "../../../connector/cli/system-options";
import { settingsOf } from "../../../connector/systems/contract/settings";
import { SYSTEMS } from "../../../connector/systems/registry";
import { LANGUAGES } from "../../../core/issues/languages";

const ROOT = path.resolve(__dirname, "../../..");
const all = SYSTEMS.flatMap((module) =>
  settingsOf(module).map((each) => [module.key, each.name, each] as const),
);

describe("a system's settings", () => {
  it.each(all)(
    "%s: %s is secret when it is called so, and has words in every language",
    (_key, name, setting) => {
      if (/key|token|secret|password/i.test(name)) expect(setting.secret).toBe(true);
      for (const language of LANGUAGES) {
        expect(setting.words[language].label).not.toBe("");
        expect(setting.words[language].help).not.toBe("");
      }
    },
  );

  it.each(SYSTEMS.map((module) => [module.key, module] as const))(
    "%s: what is needed is asked for on the page, or has a default",
    (_key, module) => {
      const needed = settingsOf(module).filter(({ required }) => required);
      expect(needed.length).toBeGreaterThan(0);
      expect(needed.every(({ onPage }) => onPage)).toBe(true);
    },
  );

  const optionsOf = async (args: readonly string[]) => {
    let given = {};
    const command = withSystemOptions(
      new Command("connect").exitOverride().configureOutput({ writeErr: () => {} }),
    ).action((options: object) => {
      given = { ...options };
    });
    await command.parseAsync([...args], { from: "user" });
    return given;
  };

  it("are options of the command line, secrets aside", async () => {
    const options = await optionsOf([
      "--front-left-to-others",
      "0.5",
      "--wave-api",
      "https://api.example.com",
    ]);
    const of = (key: string) => givenSystems(options).find(({ module }) => module.key === key)!;
    expect(of("front").input).toEqual({ leftToOthers: "0.5" });
    expect(of("front").missing).toEqual(["FRONT_API_TOKEN"]);
    expect(of("wave")).toMatchObject({
      input: { apiBaseUrl: "https://api.example.com" },
      missing: ["WAVE_API_KEY"],
    });
    await expect(optionsOf(["--front-token", "t"])).rejects.toThrow();
  });

  it("say which system is meant where only one has all it needs, and ask where two have", () => {
    const front = { frontToken: "t" };
    const wave = { waveApi: "https://api.example.com", waveKey: "k" };
    expect(systemMeant(front, undefined).module.key).toBe("front");
    expect(systemMeant(wave, undefined).module.key).toBe("wave");
    expect(systemMeant({ ...front, ...wave }, "front").module.key).toBe("front");
    expect(() => systemMeant({ ...front, ...wave }, undefined)).toThrow(/several systems/);
    expect(() => systemMeant({}, undefined)).toThrow(/Missing/);
    expect(() => systemMeant({}, "sap")).toThrow(/no system "sap"/);
  });
});

describe("a system", () => {
  /** Files that name a system's settings, module or words; the product's own name aside. */
  const naming = (pattern: string) =>
    spawnSync("grep", ["-rlE", "--include=*.ts", pattern, "connector", "core"], {
      cwd: ROOT,
      encoding: "utf8",
    })
      .stdout.split("\n")
      .filter(
        (file) =>
          file !== "" && !file.startsWith("connector/systems/") && file !== "core/generated/schema.ts",
      );

  it.each([
    ["Front", "\\bFront\\b|\\bFRONT_|\\bfront[A-Z]|frontapp|systems/front"],
    ["Wave", "\\bwave(Api|Key|App|Settings|Contract)|WAVE_API|WAVE_APP|systems/wave|\\bWave's\\b"],
  ])("%s is named nowhere in the product but in its folder and the registry", (_name, pattern) =>
    expect(naming(pattern)).toEqual([]),
  );
});
