import type { Outcome } from "../../core/outcome";
import type { Problem } from "../../core/operation/types";
import type { Answer, RequestKind } from "../client";
import { lineOf, problemOfAnswer } from "../shared/problem-text";
import { words } from "../shared/words";

/** One message of ours at a time. */
const MESSAGE_ID = "wave-sync";
/** Good news needs no click to go away; it stays long enough to be read slowly. */
const GOOD_NEWS_MS = 10_000;

const DONE: readonly Outcome[] = ["created", "updated", "unchanged"];

let timer: ReturnType<typeof setTimeout> | undefined;

/** Takes our message off the form. */
export function clearMessage(formContext: Xrm.FormContext): void {
  clearTimeout(timer);
  formContext.ui.clearFormNotification(MESSAGE_ID);
}

/** Says on the form what came of a push or a pull. */
export function showAnswer(formContext: Xrm.FormContext, kind: RequestKind, answer: Answer): void {
  const problem = problemOfAnswer(answer);
  const outcome = answer.records[0]?.outcome ?? "unchanged";
  const text = words(`One_${kind}_${outcome}`, answer.connectionName ?? words("TheSystem"));
  if (problem) {
    // "Wave is up to date. The company was cut …": done, with a reservation.
    const done = answer.state === "succeeded" && DONE.includes(outcome) ? `${text} ` : "";
    show(formContext, `${done}${lineOf(problem, answer.reference)}`, levelOf(answer));
    return;
  }
  clearMessage(formContext);
  formContext.ui.setFormNotification(text, "INFO", MESSAGE_ID);
  timer = setTimeout(() => formContext.ui.clearFormNotification(MESSAGE_ID), GOOD_NEWS_MS);
}

/** Says what went wrong and what to do; stays until the next command. */
export function showProblem(formContext: Xrm.FormContext, problem: Problem, reference?: string): void {
  show(formContext, lineOf(problem, reference), "ERROR");
}

function show(formContext: Xrm.FormContext, text: string, level: "ERROR" | "WARNING"): void {
  clearMessage(formContext);
  formContext.ui.setFormNotification(text, level, MESSAGE_ID);
}

/** A record that waits for a person, or was done with a reservation, is no failure. */
function levelOf(answer: Answer): "ERROR" | "WARNING" {
  const outcome = answer.records[0]?.outcome ?? "failed";
  return answer.state === "succeeded" && outcome !== "failed" ? "WARNING" : "ERROR";
}
