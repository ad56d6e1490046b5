import type { Element } from "@xmldom/xmldom";
import { children, descendants, parseXml, textOf } from "../../scripts/solution/xml";
import { files, xmlFiles } from "./support/solution";

const LANGUAGES = ["1031", "1033", "1036", "3082"];
const BASE = "1033";

const languages = textOf(xmlFiles(/Other\/Customizations\.xml$/)[0]!.root, "Languages").match(/\d{4}/g);

test("the solution says which languages it speaks", () => {
  expect(languages).toEqual(LANGUAGES);
});

/** Parents whose children are one text in several languages. */
const GROUPS = ["labels", "LocalizedNames", "LocalizedCollectionNames", "displaynames", "Titles"];

function groupsIn(root: Element): string[][] {
  return GROUPS.flatMap((tag) => descendants(root, tag))
    .map((group) =>
      children(group).map((it) => it.getAttribute("languagecode") ?? it.getAttribute("LCID") ?? "none"),
    )
    .filter((codes) => codes.length > 0);
}

test.each(xmlFiles(/^(Entities|OptionSets|AppModules|AppModuleSiteMaps)\//))(
  "$path: a text is in English alone (the platform's own), or in all languages",
  ({ root }) => {
    for (const codes of groupsIn(root)) {
      expect(codes).toContain(BASE);
      if (codes.length > 1) expect([...codes].sort()).toEqual(LANGUAGES);
    }
  },
);

const visible = xmlFiles(/^(OptionSets|AppModuleSiteMaps)\/|RibbonDiff\.xml$|\/SavedQueries\//);

test.each(visible)("$path: what a person reads is in all languages", ({ root }) => {
  for (const codes of groupsIn(root)) expect([...codes].sort()).toEqual(LANGUAGES);
});

/** The resx files of one set of texts, by the path without the language. */
const sets = new Map<string, string[]>();
for (const path of files.keys()) {
  const base = /^(.+)\.\d{4}\.resx$/.exec(path)?.[1];
  if (base) sets.set(base, [...(sets.get(base) ?? []), path]);
}

const keysIn = (path: string): Map<string, string> =>
  new Map(
    children(parseXml(Buffer.from(files.get(path)!).toString("utf8"), path), "data").map((it) => [
      it.getAttribute("name") ?? "",
      textOf(it, "value"),
    ]),
  );

test.each([...sets])(
  "%s: the same keys in every language, none empty, the same place holders",
  (base, paths) => {
    expect(paths.map((path) => path.slice(base.length + 1, -".resx".length)).sort()).toEqual(LANGUAGES);
    const english = keysIn(`${base}.${BASE}.resx`);
    const holders = (text: string): string[] => (text.match(/\{\w+\}/g) ?? []).sort();
    expect(english.size).toBeGreaterThan(0);
    for (const path of paths) {
      const translated = keysIn(path);
      expect([...translated.keys()].sort()).toEqual([...english.keys()].sort());
      for (const [key, text] of translated) {
        expect(`${key}: ${text}`).not.toBe(`${key}: `);
        expect([key, ...holders(text)]).toEqual([key, ...holders(english.get(key) ?? "")]);
      }
    }
  },
);

test("controls and scripts both bring texts", () => {
  expect([...sets.keys()].sort()).toEqual([
    "Controls/wave_WaveSync.IssueDecision/strings/IssueDecision",
    "Controls/wave_WaveSync.MailCard/strings/MailCard",
    "Controls/wave_WaveSync.SyncPanel/strings/SyncPanel",
    "WebResources/wave_/strings/WaveSync",
  ]);
});
