import { describe } from "../../../core/issues/describe";
import type { Language } from "../../../core/issues/languages";
import type { Problem } from "../../../core/operation/types";
import type { PauseCode } from "../../dataverse/needs-sign-in-error";

/** Why an environment is paused, in words, as rows and answers hold it. */
export function pauseProblem(pause: PauseCode, language: Language, system?: string): Problem {
  const { code, message, nextStep } = describe({ code: pause }, language, system ? { system } : {});
  return { code, message, nextStep };
}

/** Why an environment is paused: one that says nothing else waits for a sign-in. */
export function pauseCodeOf(problem: Problem | null): PauseCode {
  return problem?.code === "SECRET_REFUSED" ? "SECRET_REFUSED" : "NEEDS_SIGN_IN";
}
