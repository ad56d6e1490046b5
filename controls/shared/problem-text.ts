import { ClientError, type Answer } from "../../webresources/client";
import type { Words } from "./words";

/** A problem in words. */
export interface ProblemText {
  readonly code: string;
  readonly message: string;
  readonly nextStep: string;
  /** What support asks for. */
  readonly reference?: string;
  /** True when nothing failed: a person is asked, or something was done with a reservation. */
  readonly isWarning?: boolean;
  /** True when nobody has to do anything. */
  readonly isNews?: boolean;
}

/** A thrown error in words: what happened, what to do. */
export function problemText(words: Words, thrown: unknown, reference?: string): ProblemText {
  const code = thrown instanceof ClientError ? thrown.code : "UNEXPECTED";
  return {
    code,
    message: words(`Problem_${code}`),
    nextStep: words(`Problem_${code}_Next`),
    reference,
  };
}

/**
 * The problem an answer ends with: that of the operation, else that of its one record. The connector's texts
 * come in the person's language; where it sent none, ours stand in. Undefined when all went well.
 */
export function problemIn(words: Words, answer: Answer): ProblemText | undefined {
  const record = answer.records.length === 1 ? answer.records[0] : undefined;
  const problem = answer.problem ?? record?.problem;
  if (problem) {
    return {
      code: problem.code,
      message: problem.message || words("Problem_UNEXPECTED"),
      nextStep: problem.nextStep || words("Problem_UNEXPECTED_Next"),
      reference: answer.reference,
      isWarning: answer.state === "succeeded" && record !== undefined && record.outcome !== "failed",
    };
  }
  if (answer.state === "failed") {
    return { ...problemText(words, undefined, answer.reference) };
  }
  return undefined;
}
