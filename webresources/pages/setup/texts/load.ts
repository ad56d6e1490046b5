import { languageOf, type Language } from "../../../../core/issues/languages";
import { givenTexts, type PageTexts } from "./given";

/** One LCID for each language there is a script for. */
const SCRIPTS: Readonly<Record<Language, number>> = { en: 1033, de: 1031, fr: 1036, es: 3082 };

/**
 * Loads the texts of a language: `setup.js` lies beside `setup.1031.js`, in the folder whose address carries the version.
 * @param lcid the user's language as Dynamics passes it; null: the browser's
 */
export function loadTexts(lcid: number | null, page: Document = document): Promise<PageTexts> {
  const beside = page.querySelector<HTMLScriptElement>("script[src$='/setup.js']")?.src ?? "";
  const script = page.createElement("script");
  script.src = beside.replace(/setup\.js$/, `setup.${SCRIPTS[languageFor(lcid)]}.js`);
  return new Promise((resolve, reject) => {
    script.onload = () => {
      const texts = givenTexts();
      if (texts) resolve(texts);
      else reject(new Error(`${script.src} gave no texts`));
    };
    script.onerror = () => reject(new Error(`${script.src} could not be loaded`));
    page.head.append(script);
  });
}

/** The language spoken; where Dynamics passed none, the browser's. */
export function languageFor(lcid: number | null, browser = navigator.language): Language {
  if (lcid !== null) return languageOf(lcid);
  const spoken = browser.slice(0, 2);
  return spoken in SCRIPTS ? (spoken as Language) : "en";
}
