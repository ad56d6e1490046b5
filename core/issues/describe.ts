import type { MailReason } from "../mail/reasons";
import type { CheckResult } from "../mapping/check/types";
import type { DocumentProblem } from "../mapping/document";
import type { Problem } from "../operation/types";
import type { FieldPlan, IssueRef } from "../plan/types";
import type { TextParams } from "./fill";
import { checkInWords, documentProblemInWords, put } from "./in-words";
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
  const { issues } = TEXTS[language];
  const { title, message, nextStep } = issues[issue.code];
  const params = { ...context, ...issue.params };
  return {
    code: issue.code,
    title: put(title, params, TEXTS[language]),
    message: put(message, params, TEXTS[language]),
    nextStep: put(nextStep, params, TEXTS[language]),
  };
}

/** Why a field is, or is not, written; a cut is mentioned as well ("… Cut to 49 characters."). */
export function describeReason(
  field: Pick<FieldPlan, "reason" | "cutTo">,
  language: Language,
  context: TextParams = {},
): string {
  const { reasons } = TEXTS[language];
  const reason = put(reasons[field.reason], context, TEXTS[language]);
  if (field.cutTo === undefined) return reason;
  return `${reason} ${put(reasons.cut, { ...context, length: field.cutTo }, TEXTS[language])}`;
}

/** Which system a value that stands in Dynamics came from, and how long ago. */
export function describeOrigin(system: string, on: string, now: Date, language: Language): string {
  const texts = TEXTS[language];
  return put(texts.cameFrom, { system, ago: ago(Date.parse(on), now.getTime(), language) }, texts);
}

/** What became of a mail: where it is, or why it is not there. */
export function describeMail(
  outcome: "logged" | "adopted" | "skipped" | "failed",
  reason: MailReason | null,
  language: Language,
): string {
  const { mail, mailThere } = TEXTS[language];
  return outcome === "logged" || outcome === "adopted" ? mailThere[outcome] : mail[reason ?? "failed"];
}

const UNITS = [
  ["day", 86_400_000],
  ["hour", 3_600_000],
  ["minute", 60_000],
  ["second", 1_000],
] as const;

/** "3 minutes ago", "yesterday". */
function ago(then: number, now: number, language: Language): string {
  const passed = Math.max(0, now - then);
  const [unit, length] = UNITS.find(([, most]) => passed >= most) ?? UNITS[3];
  const words = new Intl.RelativeTimeFormat(language, { numeric: "auto" });
  return words.format(-Math.floor(passed / length), unit);
}

/** What the compatibility check found about a line, with the cure where there is one. */
export function describeCheck(check: Pick<CheckResult, "code" | "params">, language: Language): string {
  return checkInWords(check, TEXTS[language]);
}

/** What is wrong with a mapping's document, and what would be right. `line` is the line's id or number, where there is one. */
export function describeDocumentProblem(
  problem: DocumentProblem,
  language: Language,
): Pick<Problem, "message" | "nextStep"> & { readonly line?: string } {
  return documentProblemInWords(problem, TEXTS[language]);
}

/** Everything wrong with a document as one problem a record or a run can carry. */
export function mappingInvalid(problems: readonly DocumentProblem[], language: Language): IssueRef {
  const details = problems.map((problem) => {
    const { message, nextStep } = describeDocumentProblem(problem, language);
    return `${placeOf(problem, language)}: ${message} ${nextStep}`;
  });
  const params = { details: details.join(" ") };
  const viewIsGone = problems.length === 1 && problems[0]!.fault === "viewMissing";
  return { code: viewIsGone ? "VIEW_NOT_FOUND" : "MAPPING_INVALID", params };
}

/** "Line firstName", "Match rule 2"; the document, where a mistake is in no line. */
function placeOf({ document, line }: DocumentProblem, language: Language): string {
  const { places } = TEXTS[language];
  return line === undefined ? places[document] : put(places[`${document}Line`], { line }, TEXTS[language]);
}
