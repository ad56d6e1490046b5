import { DOMParser } from "@xmldom/xmldom";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { datesFrom } from "../../controls/shared/dates";
import { counted, wordsFrom } from "../../controls/shared/words";
import { valueText } from "../../controls/shared/value-text";
import { LOOKS } from "../../controls/SyncPanel/components/status-look";
import { CLIENT_CODES } from "../../webresources/client";
import { SyncStatus } from "../../core/generated/schema";
import { gapsOf, LANGUAGES, readResx } from "../webresources/support/resx";
import { panelWords } from "./support/panel";

const CONTROLS = resolve(__dirname, "../../controls");
const FOLDER = join(CONTROLS, "SyncPanel");
const path = (language: string) => `controls/SyncPanel/strings/SyncPanel.${language}.resx`;
const english = readResx(path("1033"));

const manifest = new DOMParser().parseFromString(
  readFileSync(join(FOLDER, "ControlManifest.Input.xml"), "utf8"),
  "text/xml",
);

describe("texts of the panel", () => {
  it.each(LANGUAGES)("%s has every key, filled, with the gaps of the English text", (language) => {
    const texts = readResx(path(language));
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) {
      expect([key, text.trim()]).not.toEqual([key, ""]);
      expect([key, gapsOf(text)]).toEqual([key, gapsOf(english.get(key) ?? "")]);
    }
  });

  it.each(["1031", "1036", "3082"])("%s is translated, not copied", (language) => {
    const same = [...readResx(path(language))].filter(
      ([key, text]) => text === english.get(key) && text.length > 12,
    );
    expect(same.map(([key]) => key)).toEqual([]);
  });

  it("every key the code names outright exists", () => {
    const named = [...sources(FOLDER), ...sources(join(CONTROLS, "shared"))].flatMap((text) =>
      [...text.matchAll(/words\(\s*"([A-Za-z_]+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(named.length).toBeGreaterThan(25);
    expect(named.filter((key) => !english.has(key))).toEqual([]);
  });

  it("every key the code puts together exists", () => {
    const kinds = ["push", "pull", "preview"];
    const verdicts = ["writeSystem", "writeDataverse", "leftOut", "unchanged"];
    const keys = [
      ...Object.keys(LOOKS).map((look) => `Status_${look}`),
      ...Object.keys(SyncStatus).map((status) => `Status_${status}`),
      ...["New", "NotLinked", "NoAccess", "Offline", "Unknown", "Elsewhere"].map((head) => `${head}_Next`),
      ...kinds.flatMap((kind) => [`Act_${kind}`, `Working_${kind}`]),
      ...["push", "pull"].flatMap((kind) => [`Apply_${kind}_one`, `Apply_${kind}_other`]),
      "Working_resolve",
      ...["Conflict", "Parked", "Unlinked", "IGNORED", "OUT_OF_SCOPE", "Issue"].flatMap((status) => [
        `Waiting_${status}`,
        `Waiting_${status}_Next`,
      ]),
      ...["asking", "saving", "sending", "working", "ribbon"].map((step) => `Step_${step}`),
      ...verdicts.flatMap((verdict) => [`Verdict_preview_${verdict}`, `Verdict_done_${verdict}`]),
      ...["NeedsSignIn", "Paused", "Disconnected"].map((status) => `Connection_${status}`),
      ...["unknown", "unsaved"].map((form) => `Form_${form}`),
      ...["Column_preview", "Column_done"],
      ...["push", "pull", "resolve", "created", "unchanged", "conflict"].map((end) => `Done_${end}`),
      ...["Differences", "Handled", "Undecided", "LeftOut", "SameFields"].flatMap((key) => [
        `${key}_one`,
        `${key}_other`,
      ]),
      ...[...CLIENT_CODES, "NOT_SAVED"].flatMap((code) => [`Problem_${code}`, `Problem_${code}_Next`]),
    ];
    expect(keys.filter((key) => !english.has(key))).toEqual([]);
  });

  it("has no text nobody asks for", () => {
    const code = [...sources(FOLDER), ...sources(join(CONTROLS, "shared"))].join("\n") + manifest.toString();
    const spoken = [...english.keys()].filter((key) => {
      const stem = key.replace(/_(one|other)$/, "");
      return !code.includes(`"${stem}"`) && !made(stem);
    });
    expect(spoken).toEqual([]);
  });

  it("the manifest names the four languages and only texts that exist", () => {
    const files = [...manifest.getElementsByTagName("resx")].map((each) => each.getAttribute("path"));
    expect(files).toEqual(LANGUAGES.map((language) => `strings/SyncPanel.${language}.resx`));
    const named = [...manifest.toString().matchAll(/-name-key="([^"]+)"|description-key="([^"]+)"/g)];
    expect(named.length).toBeGreaterThan(4);
    for (const match of named) expect(english.has(match[1] ?? match[2] ?? "")).toBe(true);
  });

  it("the manifest declares the platform's libraries and the properties the code reads", () => {
    const libraries = [...manifest.getElementsByTagName("platform-library")].map(
      (each) => `${each.getAttribute("name")} ${each.getAttribute("version")}`,
    );
    expect(libraries).toEqual(["React 16.14.0", "Fluent 9.46.2"]);
    const properties = [...manifest.getElementsByTagName("property")].map((each) =>
      each.getAttribute("name"),
    );
    const declared = readFileSync(join(FOLDER, "inputs.ts"), "utf8");
    expect(properties).toEqual(["status", "syncedOn", "details"]);
    for (const name of properties) expect(declared).toMatch(new RegExp(`readonly ${name}\\??:`));
  });
});

describe("words, numbers and dates", () => {
  const words = panelWords();
  const dates = datesFrom({ formatting: { formatTime: () => "19/09/2026 10:14" } } as never, words);
  const at = Date.parse("2026-09-19T10:16:00Z");
  const ago = (seconds: number) => dates.relative(new Date(at - seconds * 1000), at);

  it.each([
    [0, "just now"],
    [59, "just now"],
    [60, "1 minute ago"],
    [3_599, "59 minutes ago"],
    [7_200, "2 hours ago"],
    [86_400, "yesterday"],
    [29 * 86_400, "29 days ago"],
    [31 * 86_400, undefined],
    [-30, "just now"],
  ])("%i seconds ago is %p", (seconds, text) => {
    expect(ago(seconds)).toBe(text);
  });

  it("relative words come in the language of the texts", () => {
    const german = datesFrom({ formatting: {} } as never, panelWords("1031"));
    expect(german.relative(new Date(at - 120_000), at)).toBe("vor 2 Minuten");
  });

  it("counts by the rules of the language", () => {
    expect(counted(words, "SameFields", 1)).toBe("1 field is the same");
    expect(counted(words, "SameFields", 12)).toBe("12 fields are the same");
    expect(counted(panelWords("1036"), "SameFields", 0)).toBe("0 champ est identique");
  });

  it("a gap without a value stays visible instead of becoming 'undefined'", () => {
    expect(wordsFrom({ getString: () => "{0} of {1}" })("x", 3)).toBe("3 of {1}");
  });

  it.each([
    [null, undefined],
    ["", undefined],
    [true, "Yes"],
    [0, "0"],
    [[1, 2], "1, 2"],
    ["2026-09-19T10:14:00Z", "19/09/2026 10:14"],
    ["2026 is a year", "2026 is a year"],
  ] as const)("the value %p is shown as %p", (value, text) => {
    expect(valueText(value, words, dates)).toBe(text);
  });
});

/** Keys put together from a word the code has and a prefix. */
function made(key: string): boolean {
  return /^(Waiting|Status|Act|Done|Working|Step|Verdict|Connection|Form|Column|Problem|Apply)_|_Next$/.test(
    key,
  );
}

function sources(folder: string): string[] {
  return readdirSync(folder).flatMap((name) => {
    const file = join(folder, name);
    if (statSync(file).isDirectory()) return name === "generated" ? [] : sources(file);
    return /\.tsx?$/.test(name) ? [readFileSync(file, "utf8")] : [];
  });
}
