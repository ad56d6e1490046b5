import type { Problem } from "../../core/operation/types";
import type { Answer, RequestKind } from "../client";
import { lineOf, problemOfAnswer } from "../shared/problem-text";
import { words } from "../shared/words";

/** One message of ours at a time. */
const MESSAGE_ID = "wave-sync";
/** Good news needs no click to go away; it stays long enough to be read slowly. */
const GOOD_NEWS_MS = 10_000;

let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes our message off the form. */
export function clearMessage(formContext: Xrm.FormContext): void {
  clearTimeout(timer);
  formContext.ui.clearFormNotification(MESSAGE_ID);
}

/** Says on the form what came of a push or a pull. */
export function showAnswer(formContext: Xrm.FormContext, kind: RequestKind, answer: Answer): void {
  const problem = problemOfAnswer(answer);
  if (problem) {
    showProblem(formContext, problem, answer.reference, levelOf(answer));
    return;
  }
  const outcome = answer.records[0]?.outcome ?? "unchanged";
  const text = words(`One_${kind}_${outcome}`, answer.connectionName ?? words("TheSystem"));
  clearMessage(formContext);
  formContext.ui.setFormNotification(text, "INFO", MESSAGE_ID);
  timer = setTimeout(() => formContext.ui.clearFormNotification(MESSAGE_ID), GOOD_NEWS_MS);
}

/** Says what went wrong and what to do; stays until the next command. */
export function showProblem(
  formContext: Xrm.FormContext,
  problem: Problem,
  reference?: string,
  level: "ERROR" | "WARNING" = "ERROR",
): void {
  clearMessage(formContext);
  formContext.ui.setFormNotification(lineOf(problem, reference), level, MESSAGE_ID);
}

/** A record that waits for a person is no failure. */
function levelOf(answer: Answer): "ERROR" | "WARNING" {
  const outcome = answer.records[0]?.outcome;
  return outcome === "conflict" || outcome === "skipped" ? "WARNING" : "ERROR";
}
