import type { Problem } from "../../core/operation/types";
import { asClientError, type Answer } from "../client";
import { words } from "./words";

/** A thrown error in words. */
export function problemOfError(thrown: unknown): Problem {
  const { code } = asClientError(thrown);
  return { code, message: words(`Problem_${code}`), nextStep: words(`Problem_${code}_Next`) };
}

/** The problem an answer about one record ends with; undefined when all went well. */
export function problemOfAnswer(answer: Answer): Problem | undefined {
  const problem = answer.problem ?? answer.records[0]?.problem;
  if (problem) {
    return {
      code: problem.code,
      message: problem.message || words("Problem_UNEXPECTED"),
      nextStep: problem.nextStep || words("Problem_UNEXPECTED_Next"),
    };
  }
  return answer.state === "failed" ? problemOfCode("UNEXPECTED") : undefined;
}

export function problemOfCode(code: string): Problem {
  return { code, message: words(`Problem_${code}`), nextStep: words(`Problem_${code}_Next`) };
}

/** One line: what happened, what to do, and what to tell support. */
export function lineOf(problem: Problem, reference?: string): string {
  const line = `${problem.message} ${problem.nextStep}`.trim();
  return reference ? words("WithReference", line, problem.code, reference) : line;
}
