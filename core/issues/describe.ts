import type { Problem } from "../operation/types";
import type { FieldPlan, IssueRef } from "../plan/types";
import { capitalised, fill, type TextParams } from "./fill";
import type { Language } from "./languages";
import { TEXTS } from "./texts";

/** A problem in words, with a title short enough for a list. */
export interface DescribedProblem extends Problem {
  readonly title: string;
}

/**
 * A problem in the language of the person who reads it: what happened, and what to do next.
 * `context` gives parameters common to all problems (`system`, `correlationId`); the problem's own come first.
 */
export function describe(issue: IssueRef, language: Language, context: TextParams = {}): DescribedProblem {
  const { defaults, issues } = TEXTS[language];
  const { title, message, nextStep } = issues[issue.code];
  const params = { ...context, ...issue.params };
  return {
    code: issue.code,
    title: put(title, params, defaults),
    message: put(message, params, defaults),
    nextStep: put(nextStep, params, defaults),
  };
}

/** Why a field is, or is not, written; a cut is mentioned as well ("… Cut to 49 characters."). */
export function describeReason(
  field: Pick<FieldPlan, "reason" | "cutTo">,
  language: Language,
  context: TextParams = {},
): string {
  const { defaults, reasons } = TEXTS[language];
  const reason = put(reasons[field.reason], context, defaults);
  if (field.cutTo === undefined) return reason;
  return `${reason} ${put(reasons.cut, { ...context, length: field.cutTo }, defaults)}`;
}

/** Only a text that begins with a place may begin with a stand-in's small letter; a person's own words stay as typed. */
function put(text: string, params: TextParams, defaults: Readonly<Record<string, string>>): string {
  const standIn = /^\{(\w+)\}/.exec(text)?.[1];
  const filled = fill(text, params, defaults);
  return standIn !== undefined && params[standIn] === undefined ? capitalised(filled) : filled;
}
