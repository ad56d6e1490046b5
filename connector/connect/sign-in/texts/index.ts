import { fill } from "../../../../core/issues/fill";
import { LANGUAGES, type Language } from "../../../../core/issues/languages";
import type { Problem } from "../../../../core/operation/types";
import de from "./de.json";
import en from "./en.json";
import es from "./es.json";
import fr from "./fr.json";

/** English says which texts there are; the other languages must have the same. */
export const TEXTS: Readonly<Record<Language, typeof en>> = { en, de, fr, es };

export type SignInCode = keyof typeof en.problems;

/** What a page tells when something went wrong. */
export interface SignInProblem {
  readonly code: SignInCode;
  readonly params?: Readonly<Record<string, string>>;
}

export const isSignInCode = (code: string): code is SignInCode => code in en.problems;

export function problemInWords({ code, params = {} }: SignInProblem, language: Language): Problem {
  const { message, nextStep } = TEXTS[language].problems[code];
  return { code, message: fill(message, params), nextStep: fill(nextStep, params) };
}

/** The first language of a browser (`Accept-Language`) that we speak. */
export function languageFor(acceptLanguage: string | undefined): Language {
  const wanted = (acceptLanguage ?? "")
    .split(",")
    .map((part) => {
      const [tag = "", quality] = part.trim().split(/\s*;\s*q=/);
      return {
        language: tag.slice(0, 2).toLowerCase(),
        quality: quality === undefined ? 1 : Number(quality),
      };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality);
  return (
    wanted.map(({ language }) => LANGUAGES.find((ours) => ours === language)).find(Boolean) ?? LANGUAGES[0]
  );
}
