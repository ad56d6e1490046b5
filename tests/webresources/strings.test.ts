import { DOMParser } from "@xmldom/xmldom";
import { readFileSync, readdirSync } from "node:fs";
import { join, resolve } from "node:path";
import { SyncStatus } from "../../core/generated/schema";
import { CLIENT_CODES } from "../../webresources/client";
import { gapsOf, LANGUAGES, readResx } from "./support/resx";

const path = (language: string) => `webresources/strings/WaveSync.${language}.resx`;
const english = readResx(path("1033"));

describe("texts of the web resources", () => {
  it.each(LANGUAGES)("%s has every key, filled, with the gaps of the English text", (language) => {
    const texts = readResx(path(language));
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort());
    for (const [key, text] of texts) {
      expect([key, text.trim()]).not.toEqual([key, ""]);
      expect([key, gapsOf(text)]).toEqual([key, gapsOf(english.get(key) ?? "")]);
    }
  });

  it("every problem of the client has its words: what happened, what to do", () => {
    for (const code of [...CLIENT_CODES, "NOT_SAVED"]) {
      expect(english.has(`Problem_${code}`)).toBe(true);
      expect(english.has(`Problem_${code}_Next`)).toBe(true);
    }
  });

  it.each(LANGUAGES)(
    "problems are told in the same words as on the panel and on an issue (%s)",
    (language) => {
      const ribbon = readResx(path(language));
      for (const control of ["SyncPanel", "IssueDecision", "MailCard"]) {
        const told = [...readResx(`controls/${control}/strings/${control}.${language}.resx`)].filter(
          ([key]) => key.startsWith("Problem_"),
        );
        expect(told.length).toBeGreaterThan(10);
        expect(told).toEqual(told.map(([key]) => [key, ribbon.get(key)]));
      }
    },
  );

  it.each(LANGUAGES)("a status is called the same in a list and on the panel (%s)", (language) => {
    const panel = readResx(`controls/SyncPanel/strings/SyncPanel.${language}.resx`);
    const inLists = labelsOf("OptionSets/wave_syncstatus.xml", "label", language).filter(
      (label) => label !== "",
    );
    const statuses = Object.keys(SyncStatus).map((status) => panel.get(`Status_${status}`));
    expect(inLists).toEqual(expect.arrayContaining(statuses));
  });

  it.each(LANGUAGES)("a command is called the same above the form and on the panel (%s)", (language) => {
    const panel = readResx(`controls/SyncPanel/strings/SyncPanel.${language}.resx`);
    const buttons = ["push", "pull", "preview"].map((kind) =>
      panel.get(`Act_${kind}`)?.replace("{0}", "Wave"),
    );
    const titlesOf = (table: string) => labelsOf(`Entities/${table}/RibbonDiff.xml`, "Title", language);
    expect(titlesOf("Contact")).toEqual(expect.arrayContaining(buttons));
    // An account may be joined to any system, and a command bar's labels are the same for all: they name none.
    expect(titlesOf("Account")).toContain(buttons[2]);
    expect(titlesOf("Account").join(" ")).not.toContain("Wave");
  });

  it("every key the scripts name outright exists", () => {
    const named = sources().flatMap((source) =>
      [...source.matchAll(/words\(\s*"([A-Za-z_]+)"/g)].map((match) => match[1] ?? ""),
    );
    expect(named.length).toBeGreaterThan(5);
    for (const key of named) expect([...english.keys()]).toContain(key);
  });

  it("every key made from a kind and an outcome exists", () => {
    const outcomes = ["created", "updated", "unchanged", "skipped", "conflict", "failed"];
    const keys = outcomes.flatMap((outcome) => [
      `One_push_${outcome}`,
      `One_pull_${outcome}`,
      `Count_${outcome}`,
      `Would_${outcome}`,
    ]);
    for (const kind of ["push", "pull", "preview"]) {
      keys.push(`Progress_${kind}`, `Progress_many_${kind}`, `Many_${kind}`);
    }
    expect(keys.filter((key) => !english.has(key))).toEqual([]);
  });
});

/** The texts of an element of the solution in one language. */
function labelsOf(file: string, element: string, language: string): string[] {
  const xml = readFileSync(resolve(__dirname, "../../solution/src", file), "utf8");
  const labels = new DOMParser().parseFromString(xml, "text/xml").getElementsByTagName(element);
  return Array.from(labels)
    .filter((label) => label.getAttribute("languagecode") === language)
    .map((label) => label.getAttribute("description") ?? "");
}

function sources(): string[] {
  const root = resolve(__dirname, "../../webresources");
  return ["ribbon", "form", "shared"].flatMap((folder) =>
    readdirSync(join(root, folder)).map((file) => readFileSync(join(root, folder, file), "utf8")),
  );
}
