import { ISSUE_CODES } from "../../../core/issues/codes";
import {
  describe as inWords,
  describeCheck,
  describeDocumentProblem,
  describeReason,
} from "../../../core/issues/describe";
import { languageOf, LANGUAGES } from "../../../core/issues/languages";
import { TEXTS } from "../../../core/issues/texts";
import { CHECK_CODES } from "../../../core/mapping/check/types";
import { DOCUMENT_FAULTS } from "../../../core/mapping/document";

/** Every text of a language by its path. */
function flat(node: unknown, path = ""): Record<string, string> {
  if (typeof node === "string") return { [path]: node };
  return Object.assign(
    {},
    ...Object.entries(node as object).map(([key, child]) => flat(child, path ? `${path}.${key}` : key)),
  );
}

const places = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map((match) => match[1]!))].sort();
/** How a stand-in is said after some words is each language's own. */
const textsOf = (language: keyof typeof TEXTS) => {
  const { joins: _own, ...texts } = TEXTS[language];
  return flat(texts);
};
const english = textsOf("en");

/** A preposition that German declines after, and French and Spanish contract with. */
const UNSPEAKABLE = {
  en: /\b(a|an) the\b/i,
  de: /(?<!\p{L})(in|mit|aus|zu|von|bei|und) das verbundene/iu,
  fr: /(?<!\p{L})(à|de) le système/iu,
  es: /(?<!\p{L})(a|de) el sistema/iu,
};

describe.each(LANGUAGES)("texts in %s", (language) => {
  const texts = textsOf(language);

  test("cover every code, and nothing that does not exist", () => {
    expect(Object.keys(TEXTS[language].issues).sort()).toEqual([...ISSUE_CODES].sort());
    expect(Object.keys(TEXTS[language].checks).sort()).toEqual([...CHECK_CODES].sort());
    expect(Object.keys(TEXTS[language].documents).sort()).toEqual([...DOCUMENT_FAULTS].sort());
    expect(Object.keys(texts).sort()).toEqual(Object.keys(english).sort());
  });

  test("use the same parameters as the English ones", () => {
    const used = Object.fromEntries(Object.entries(texts).map(([path, text]) => [path, places(text)]));
    expect(used).toEqual(
      Object.fromEntries(Object.entries(english).map(([path, text]) => [path, places(text)])),
    );
  });

  test("say what happened and what to do in whole sentences, and show no technical word", () => {
    for (const [path, text] of Object.entries(texts)) {
      expect(text.trim()).toBe(text);
      if (/\.(message|nextStep)$/.test(path) || path.startsWith("reasons.")) expect(text).toMatch(/[.}]$/);
      if (path.startsWith("issues.")) expect(text).not.toMatch(/null|undefined|HTTP|JSON|0x|exception/i);
    }
  });

  test("leave no place open when nobody gave a parameter", () => {
    for (const code of ISSUE_CODES) {
      const { title, message, nextStep } = inWords({ code }, language);
      expect([title, message, nextStep].join(" ")).not.toMatch(/[{}]/);
      expect(title).toMatch(/^[\p{Lu}\d]/u);
      expect(title.length).toBeLessThanOrEqual(100);
    }
  });

  test("can be said aloud where nobody knows which system it is", () => {
    const said = ISSUE_CODES.flatMap((code) => Object.values(inWords({ code }, language)));
    expect(said.filter((text) => UNSPEAKABLE[language].test(text))).toEqual([]);
    expect(inWords({ code: "NOT_LINKED" }, language).message).toMatch(
      { en: /in the connected/, de: /im verbundenen/, fr: /dans le système/, es: /el sistema/ }[language],
    );
  });

  test("are not English by mistake", () => {
    if (language === "en") return;
    const same = Object.entries(texts).filter(([path, text]) => english[path] === text);
    expect(same).toEqual([]);
  });
});

describe("a problem in words", () => {
  test("names the system, the field and the limit", () => {
    const got = inWords({ code: "VALUE_TOO_LONG", params: { field: "Job Title", limit: 100 } }, "en", {
      system: "Wave",
    });
    expect(got).toEqual({
      code: "VALUE_TOO_LONG",
      title: "Value too long",
      message: "The value for Job Title is longer than 100 characters and wasn't synced.",
      nextStep: "Shorten the value, or ask your admin to let the mapping cut it.",
    });
  });

  test("the record's own parameters come before the context's", () => {
    const got = inWords({ code: "SYSTEM_UNREACHABLE", params: { system: "Front" } }, "de", {
      system: "Wave",
    });
    expect(got.title).toBe("Front antwortet nicht");
  });

  test("a person's text is put in as it is: no second full stop, no place inside it filled", () => {
    const details = "Use {system}!";
    const got = inWords({ code: "SYSTEM_REJECTED", params: { details } }, "en", { system: "Wave" });
    expect(got.message).toBe("Wave refused the record: Use {system}!");
  });

  test("a name in small letters stays in small letters", () => {
    expect(inWords({ code: "OWNER_UNKNOWN", params: { value: "ana@x.example" } }, "en").message).toMatch(
      /^ana@x\.example isn't a user/,
    );
  });

  test.each([
    ["en", '"nonsense" has no domain', "The value has no domain"],
    ["de", "„nonsense“ enthält keine Domain", "Der Wert enthält keine Domain"],
    ["fr", "«\u00a0nonsense\u00a0» ne contient aucun domaine", "La valeur ne contient aucun domaine"],
    ["es", "«nonsense» no contiene ningún dominio", "El valor no contiene ningún dominio"],
  ] as const)(
    "what a row holds is quoted as %s does it; where it is not known, nothing is",
    (language, known, not) => {
      const said = (params: object) =>
        inWords({ code: "DOMAIN_INVALID", params: { ...params } }, language).message;
      expect(said({ value: "nonsense" }).startsWith(known)).toBe(true);
      expect(said({}).startsWith(not)).toBe(true);
    },
  );

  test("a field's reason says when it was cut", () => {
    expect(describeReason({ reason: "changedInSystem", cutTo: 49 }, "en", { system: "Wave" })).toBe(
      "Changed in Wave. Cut to 49 characters.",
    );
    expect(describeReason({ reason: "changedInSystem", cutTo: 49 }, "fr", { system: "Wave" })).toBe(
      "Modifié dans Wave. Coupé à 49 caractères.",
    );
  });

  test("a check and a fault of a document say what would be right", () => {
    expect(describeCheck({ code: "isCut", params: { length: 49 } }, "en")).toBe(
      "Works with a limit: the value is cut to 49 characters.",
    );
    const fault = {
      document: "fieldMap",
      fault: "unknownWord",
      line: "company",
      path: "lines.4.direction",
      params: { key: "direction", found: "up", expected: "both, toDataverse, toSystem" },
    } as const;
    expect(describeDocumentProblem(fault, "en")).toEqual({
      line: "company",
      message: '"up" isn\'t a valid value for "direction".',
      nextStep: "Use one of: both, toDataverse, toSystem.",
    });
  });
});

describe("the language of the person who asks", () => {
  test.each([
    [1033, "en"],
    [2057, "en"],
    [1031, "de"],
    [3079, "de"],
    [2055, "de"],
    [1036, "fr"],
    [3084, "fr"],
    [1034, "es"],
    [3082, "es"],
    [2058, "es"],
    [1041, "en"],
    [0, "en"],
    [null, "en"],
    [undefined, "en"],
  ] as const)("LCID %s -> %s", (lcid, language) => {
    expect(languageOf(lcid)).toBe(language);
  });
});
