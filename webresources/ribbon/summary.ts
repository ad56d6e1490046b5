import { OUTCOMES } from "../../core/outcome";
import type { Problem } from "../../core/operation/types";
import { asClientError, type ManyAnswer, type RequestKind } from "../client";
import { lineOf, problemOfCode } from "../shared/problem-text";
import { words } from "../shared/words";

export interface Summary {
  readonly text: string;
  readonly level: "success" | "warning" | "error";
  /** Some records have an issue a person can open. */
  readonly hasIssues: boolean;
}

/** What came of a selection in one sentence: "231 updated, 17 unchanged, 2 failed." and what to do. */
export function summaryOf(kind: RequestKind | "retry" | "ignore", answer: ManyAnswer): Summary {
  const { counts, notDone } = answer;
  const parts = OUTCOMES.filter((outcome) => counts[outcome] > 0).map((outcome) =>
    words(`${kind === "preview" ? "Would" : "Count"}_${outcome}`, counts[outcome]),
  );
  if (notDone > 0) parts.push(words("Count_notDone", notDone));

  const sentences = [words(`Many_${kind}`, parts.join(", ") || words("Count_none"))];
  if (answer.problem !== undefined) sentences.push(lineOf(problemOf(answer.problem), answer.reference));

  const hasIssues = counts.failed + counts.conflict + counts.skipped > 0;
  const landed = counts.created + counts.updated + counts.unchanged > 0;
  const level = !hasIssues && notDone === 0 ? "success" : landed ? "warning" : "error";
  return { text: sentences.join(" "), level, hasIssues };
}

function problemOf(problem: unknown): Problem {
  if (typeof problem === "object" && problem !== null && "nextStep" in problem) return problem as Problem;
  return problemOfCode(problem instanceof Error ? asClientError(problem).code : "UNEXPECTED");
}
