import { describe } from "../../core/issues/describe";
import type { Language } from "../../core/issues/languages";
import type { Problem } from "../../core/operation/types";

/** Somebody has to sign in, in words, as rows and answers hold it. */
export function needsSignInProblem(language: Language, system?: string): Problem {
  const { code, message, nextStep } = describe({ code: "NEEDS_SIGN_IN" }, language, system ? { system } : {});
  return { code, message, nextStep };
}
