import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ConnectionStatus, MappingStatus } from "../../../core/generated/schema";
import { CLIENT_CODES } from "../../../webresources/client";
import { textFrom } from "../../../webresources/pages/setup/ui/text";
import { languageFor } from "../../../webresources/pages/setup/texts/load";
import { gapsOf, LANGUAGES, readResx } from "../support/resx";

const path = (language: string) => `webresources/pages/setup/strings/Setup.${language}.resx`;
const english = readResx(path("1033"));
const FOLDER = resolve(__dirname, "../../../webresources/pages/setup");

function sources(folder = FOLDER): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    if (statSync(file).isDirectory()) return sources(file);
    return /\.tsx?$/.test(name) ? [readFileSync(file, "utf8")] : [];
  });
}

describe("texts of the set-up pages", () => {
  it.each(LANGUAGES)("%s has every key, filled, with the gaps of the English text", (language) => {
    const texts = readResx(path(language));
    expect([...texts.keys()]).toEqual([...english.keys()]);
    for (const [key, text] of texts) {
      expect([key, text.trim()]).not.toEqual([key, ""]);
      expect([key, gapsOf(text)]).toEqual([key, gapsOf(english.get(key) ?? "")]);
    }
  });

  it("every key that is named exists, and every text is used", () => {
    const all = sources().join("\n");
    const named = [...all.matchAll(/\bt\(\s*"([A-Za-z_]+)"/g)].map((match) => match[1] ?? "");
    expect(named.length).toBeGreaterThan(20);
    expect(named.filter((key) => !english.has(key))).toEqual([]);
    // Keys that are made of a word: `Health_${kind}`.
    const made = [...all.matchAll(/`([A-Za-z_]+_)\$\{/g)].map((match) => match[1] ?? "");
    const unused = [...english.keys()].filter(
      (key) =>
        !named.includes(key.replace(/_one$/, "")) &&
        !all.includes(`"${key}"`) &&
        !made.some((start) => key.startsWith(start)),
    );
    expect(unused).toEqual([]);
  });

  it("states and problems have their words", () => {
    for (const state of Object.keys(ConnectionStatus)) expect(english.has(`State_${state}`)).toBe(true);
    for (const status of Object.keys(MappingStatus)) expect(english.has(`Mapping_${status}`)).toBe(true);
    for (const code of CLIENT_CODES) {
      expect(english.has(`Problem_${code}`)).toBe(true);
      expect(english.has(`Problem_${code}_Next`)).toBe(true);
    }
  });

  it.each(LANGUAGES)("problems are told in the same words as by the commands (%s)", (language) => {
    const commands = readResx(`webresources/strings/WaveSync.${language}.resx`);
    const told = [...readResx(path(language))].filter(([key]) => key.startsWith("Problem_"));
    expect(told).toEqual(told.map(([key]) => [key, commands.get(key)]));
  });
});

it("a text for one is chosen where there is one", () => {
  const t = textFrom({ Open: "{0} open issues", Open_one: "1 open issue", Plain: "{0} of {1}" });
  expect([t("Open", 1), t("Open", 2), t("Plain", 1, 2), t("Missing")]).toEqual([
    "1 open issue",
    "2 open issues",
    "1 of 2",
    "Missing",
  ]);
});

it("the language is the user's in Dynamics, else the browser's, else English", () => {
  expect([languageFor(3079), languageFor(1041), languageFor(null, "fr-CA"), languageFor(null, "ja")]).toEqual(
    ["de", "en", "fr", "en"],
  );
});
