import type { CheckResult } from "../mapping/check/types";
import type { DocumentProblem } from "../mapping/document";
import type { Problem } from "../operation/types";
import { capitalised, fill, type StandIns, type TextParams } from "./fill";
import type { Texts } from "./texts";

/** As {@link ./describe}, for whoever has one language's texts at hand: a page loads no other. */

/** What the compatibility check found about a line, with the cure where there is one. */
export function checkInWords(check: Pick<CheckResult, "code" | "params">, texts: Texts): string {
  return put(texts.checks[check.code], check.params, texts);
}

/** What is wrong with a mapping's document, and what would be right. `line` is the line's id or number, where there is one. */
export function documentProblemInWords(
  problem: DocumentProblem,
  texts: Texts,
): Pick<Problem, "message" | "nextStep"> & { readonly line?: string } {
  const { message, nextStep } = texts.documents[problem.fault];
  return {
    message: put(message, problem.params, texts),
    nextStep: put(nextStep, problem.params, texts),
    ...(problem.line === undefined ? {} : { line: problem.line }),
  };
}

/** Only a text that begins with a place may begin with a stand-in's small letter; a person's own words stay as typed. */
export function put(text: string, params: TextParams, standIns: StandIns): string {
  const standIn = /^(?:["„«]\s?)?\{(\w+)\}/u.exec(text)?.[1];
  const filled = fill(text, params, standIns);
  return standIn !== undefined && params[standIn] === undefined ? capitalised(filled) : filled;
}
